package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A saved view: CSV with {@code ;}, header line first, on a block of some kind. */
public final class View {
  /** What a view is a view of; decides how Legacy prints dates. */
  public enum Block {
    LIST,
    METRIC,
    TABLE;

    DateStyle legacyDates() {
      return this == LIST ? DateStyle.LEGACY_DAY : DateStyle.LEGACY_INSTANT;
    }
  }

  /** Writes a view's CSV in UTF-8, as often as it is asked for. */
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

  /** A view on a Table that is this text, whatever the date format. */
  public static View of(String csv) {
    return of(csv.getBytes(StandardCharsets.UTF_8));
  }

  /** A view on a Table that is these bytes, well-formed or not. */
  public static View of(byte[] csv) {
    byte[] copy = csv.clone();
    return streamed(Block.TABLE, (out, dates) -> out.write(copy));
  }

  /** A view with dates. */
  public static View of(Block block, Function<DateStyle, String> csv) {
    return streamed(
        block, (out, dates) -> out.write(csv.apply(dates).getBytes(StandardCharsets.UTF_8)));
  }

  /** A view that is written while it is sent. */
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
