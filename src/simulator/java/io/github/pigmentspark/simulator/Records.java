package io.github.pigmentspark.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Splits CSV into records, each with its line end. A line break in quotes doesn't end a record. */
final class Records extends OutputStream {
  /** Receives records in order. The header's index is -1, the first record's is 0. */
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

  /** Passes on a last record that has no line end. */
  @Override
  public void close() throws IOException {
    if (record.size() > 0) {
      consumer.accept(index++, record.toByteArray());
      record.reset();
    }
  }
}
