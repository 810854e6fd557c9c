package io.github.pigmentspark.client;

import java.util.ArrayList;
import java.util.List;

/** Entries of Pigment's metadata. */
public final class TestEntries {
  private TestEntries() {}

  /** Returns entries of one type, in this order. */
  public static List<MetadataEntry> of(String type, String... idsAndNames) {
    List<MetadataEntry> entries = new ArrayList<>();
    for (int i = 0; i < idsAndNames.length; i += 2) {
      entries.add(new MetadataEntry(idsAndNames[i], idsAndNames[i + 1], type));
    }
    return entries;
  }
}
