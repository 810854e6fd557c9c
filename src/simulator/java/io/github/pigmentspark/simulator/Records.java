package io.github.pigmentspark.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Cuts CSV into its records, each with its line end; line breaks in quotes are part of one. */
final class Records extends OutputStream {
  /** Takes records in turn: the header line is number -1, the first record 0. */
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

  /** Hands on what has no line end. */
  @Override
  public void close() throws IOException {
    if (record.size() > 0) {
      consumer.accept(index++, record.toByteArray());
      record.reset();
    }
  }
}
