package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A saved view of a block, as CSV with a header and {@code ;} as the delimiter. */
public final class View {
  /** The kind of block that a view shows, which determines the Legacy format of dates. */
  public enum Block {
    LIST,
    METRIC,
    TABLE;

    DateStyle legacyDates() {
      return this == LIST ? DateStyle.LEGACY_DAY : DateStyle.LEGACY_INSTANT;
    }
  }

  /** The content of a view, which writes the same UTF-8 CSV on every call. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out, DateStyle dates) throws IOException;
  }

  private final Block block;
  private final Content content;

  private View(Block block, Content content) {
    this.block = block;
    this.content = content;
  }

  /** Returns a view of a table with this text, regardless of the date format. */
  public static View of(String csv) {
    return of(csv.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a view of a table with these bytes, which need not be valid CSV or UTF-8. */
  public static View of(byte[] csv) {
    byte[] copy = csv.clone();
    return streamed(Block.TABLE, (out, dates) -> out.write(copy));
  }

  /** Returns a view with dates. */
  public static View of(Block block, Function<DateStyle, String> csv) {
    return streamed(
        block, (out, dates) -> out.write(csv.apply(dates).getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a view that is generated while it is sent. */
  public static View streamed(Block block, Content content) {
    return new View(block, content);
  }

  DateStyle legacyDates() {
    return block.legacyDates();
  }

  Body body(DateStyle dates) {
    return out -> content.writeTo(out, dates);
  }
}
