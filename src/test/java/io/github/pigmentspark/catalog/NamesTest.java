package io.github.pigmentspark.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.client.TestEntries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A name is unique or reported as ambiguous, and each listed name finds its entry. */
class NamesTest {
  private static final String A = "00000000-0000-4000-8000-00000000000a";
  private static final String B = "00000000-0000-4000-8000-00000000000b";
  private static final String C = "00000000-0000-4000-8000-00000000000c";

  @Test
  void prefersIdsThenNamesThenNamesInAnotherCase() {
    List<MetadataEntry> entries = entries(A, "Cost", B, "cost", C, "Price");

    assertEquals(List.of(A), found("Cost", entries));
    assertEquals(List.of(B), found("cost", entries));
    assertEquals(List.of(A, B), found("COST", entries));
    assertEquals(List.of(C), found("PRICE", entries));
    assertEquals(List.of(C), found(C.toUpperCase(), entries));
    assertEquals(List.of(), found("", entries));
    assertEquals(List.of(C), found("cost", entries(A, "x", C, "Cost")));
  }

  @Test
  void listsANameThatIsAnotherIdWithItsOwnId() {
    List<MetadataEntry> entries = entries(A, B, B, "Cost");

    assertEquals(List.of(B), found(B, entries));
    assertEquals(List.of(B + " [" + A + "]", "Cost"), listed(entries));
  }

  @Test
  void listsNamesThatAreNotUniqueWithIds() {
    List<MetadataEntry> entries = entries(A, "Cost", B, "Cost", C, "Price");

    assertEquals(List.of("Cost [" + A + "]", "Cost [" + B + "]", "Price"), listed(entries));
    assertEquals(List.of(A, B), found("Cost", entries));
  }

  @Test
  void resolvesEveryListedName() {
    List<MetadataEntry> entries =
        entries(
            A,
            "Cost",
            B,
            "Cost [" + A + "]",
            C,
            "Cost",
            "d",
            "",
            "e",
            "",
            "f",
            "é",
            "g",
            "e\u0301",
            "h",
            " ",
            "i",
            "[d]",
            "j",
            "[x]",
            "k",
            "line\nbreak",
            "l",
            "line\nbreak");

    Map<MetadataEntry, String> names = Names.listed(entries);

    assertEquals(entries, List.copyOf(names.keySet()));
    names.forEach((entry, name) -> assertEquals(List.of(entry), Names.find(name, entries), name));
  }

  @Test
  void normalizesAccents() {
    assertEquals(List.of(A), found("u\u0308berblick", entries(A, "Überblick", B, "Uberblick")));
  }

  @Test
  void suggestsSimilarNamesNearestFirst() {
    List<MetadataEntry> entries =
        entries(A, "Revenue", B, "Revenues 2024", C, "Headcount", "d", "Cost (€)", "e", "X");

    assertEquals(List.of("Revenue", "Revenues 2024"), Names.near("revenu", entries));
    assertEquals(List.of("Revenue"), Names.near("Revneue", entries));
    assertEquals(List.of("Cost (€)"), Names.near("cost", entries));
    assertEquals(List.of(), Names.near("parquet", entries));
    assertEquals(List.of(), Names.near("Y", entries));
    assertEquals(List.of(), Names.near("", entries));
  }

  @Test
  void quotesNamesAsSql() {
    assertEquals("`FP&A`.`a.b ``c```", Names.quoted("FP&A", "a.b `c`"));
  }

  private static List<String> found(String name, List<MetadataEntry> entries) {
    return Names.find(name, entries).stream().map(MetadataEntry::id).toList();
  }

  private static List<String> listed(List<MetadataEntry> entries) {
    return List.copyOf(Names.listed(entries).values());
  }

  private static List<MetadataEntry> entries(String... idsAndNames) {
    return TestEntries.of("", idsAndNames);
  }
}
