package io.github.pigmentspark.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Changes to a CSV body, for a different delimiter or for faults that change the data. */
final class Rewriting {
  private Rewriting() {}

  /** Returns the body with commas as delimiters. A field that contains a comma is quoted. */
  static Body commaDelimited(Body body) {
    return out -> split(body, (index, record) -> out.write(withCommas(record)));
  }

  /** Changes the last digit of one record or, if there is no digit, its first letter. */
  static Body changedRecord(Body body, long changed) {
    return out ->
        split(
            body,
            (index, record) -> {
              if (index == changed) {
                change(record);
              }
              out.write(record);
            });
  }

  /** Swaps the records in each pair of neighbouring records. */
  static Body reordered(Body body) {
    return out -> {
      ByteArrayOutputStream waiting = new ByteArrayOutputStream();
      split(
          body,
          (index, record) -> {
            if (index >= 0 && index % 2 == 0) {
              waiting.write(record);
              return;
            }
            out.write(record);
            waiting.writeTo(out);
            waiting.reset();
          });
      waiting.writeTo(out);
    };
  }

  /** Overwrites the body, starting at an offset. */
  static Body overwritten(Body body, long offset, byte[] bytes) {
    return out -> body.writeTo(new Overwriting(out, offset, bytes));
  }

  private static void split(Body body, Records.Consumer consumer) throws IOException {
    try (Records records = new Records(consumer)) {
      body.writeTo(records);
    }
  }

  private static void change(byte[] record) {
    for (int i = record.length - 1; i >= 0; i--) {
      if (record[i] >= '0' && record[i] <= '9') {
        record[i] = (byte) (record[i] == '9' ? '8' : record[i] + 1);
        return;
      }
    }
    for (int i = 0; i < record.length; i++) {
      if (Character.isLetter(record[i])) {
        record[i] ^= 1;
        return;
      }
    }
  }

  private static byte[] withCommas(byte[] record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(record.length + 16);
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < record.length; i++) {
      if (record[i] == '"') {
        quoted = !quoted;
      } else if (!quoted && (record[i] == ';' || record[i] == '\n')) {
        field(record, start, i, out);
        out.write(record[i] == ';' ? ',' : '\n');
        start = i + 1;
      }
    }
    field(record, start, record.length, out);
    return out.toByteArray();
  }

  private static void field(byte[] record, int start, int end, ByteArrayOutputStream out) {
    boolean needsQuotes = start < end && record[start] != '"' && hasComma(record, start, end);
    if (needsQuotes) {
      out.write('"');
    }
    out.write(record, start, end - start);
    if (needsQuotes) {
      out.write('"');
    }
  }

  private static boolean hasComma(byte[] record, int start, int end) {
    for (int i = start; i < end; i++) {
      if (record[i] == ',') {
        return true;
      }
    }
    return false;
  }

  private static final class Overwriting extends OutputStream {
    private final OutputStream out;
    private final long offset;
    private final byte[] bytes;
    private long position;

    Overwriting(OutputStream out, long offset, byte[] bytes) {
      this.out = out;
      this.offset = offset;
      this.bytes = bytes;
    }

    @Override
    public void write(int b) throws IOException {
      boolean inside = position >= offset && position - offset < bytes.length;
      out.write(inside ? bytes[(int) (position - offset)] : b);
      position++;
    }
  }
}
