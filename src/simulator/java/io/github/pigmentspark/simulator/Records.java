package io.github.pigmentspark.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream that splits CSV into records, including their line breaks. A line break in quotes
 * doesn't end a record.
 */
final class Records extends OutputStream {
  /**
   * A consumer of records, in order. The index of the header is -1, and the index of the first
   * record is 0.
   */
  @FunctionalInterface
  interface Consumer {
    void accept(long index, byte[] record) throws IOException;
  }

  private final Consumer consumer;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream();
  private long index = -1;
  private boolean quoted;

  Records(Consumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public void write(int b) throws IOException {
    record.write(b);
    if (b == '"') {
      quoted = !quoted;
    } else if (b == '\n' && !quoted) {
      close();
    }
  }

  /** Passes on the last record if it has no line break. */
  @Override
  public void close() throws IOException {
    if (record.size() > 0) {
      consumer.accept(index++, record.toByteArray());
      record.reset();
    }
  }
}
