package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A cursor over the records of a {@link RecordReader}, across its batches. */
final class RecordCursor {
  private final RecordReader reader;
  private final RecordBatch batch = new RecordBatch();
  private int record = -1;

  private RecordCursor(RecordReader reader) {
    this.reader = reader;
  }

  static RecordCursor of(InputStream in, int maxRecordBytes) {
    return new RecordCursor(RecordReader.of(in, maxRecordBytes));
  }

  List<String> header() throws IOException {
    return reader.header();
  }

  /** Moves to the next record; false at the end. */
  boolean next() throws IOException {
    record++;
    if (record >= batch.size()) {
      record = 0;
      return reader.read(batch);
    }
    return true;
  }

  boolean endsWithoutLineBreak() {
    return reader.endsWithoutLineBreak() && record + 1 >= batch.size();
  }

  long number() {
    return batch.number(record);
  }

  boolean isMalformed() {
    return batch.isMalformed(record);
  }

  String problem() {
    return batch.problem(record);
  }

  String text(int cell) {
    return text(cell, Integer.MAX_VALUE);
  }

  String text(int cell, int maxBytes) {
    return batch.text(record, cell, maxBytes);
  }

  int length(int cell) {
    return batch.end(record, cell) - batch.start(record, cell);
  }

  byte[] bytes(int cell) {
    return Arrays.copyOfRange(batch.bytes(), batch.start(record, cell), batch.end(record, cell));
  }

  /** Returns all cells; of a malformed record only its start. */
  List<String> cells(Charset charset) throws IOException {
    if (isMalformed()) {
      return List.of(batch.text(record, Integer.MAX_VALUE));
    }
    return IntStream.range(0, header().size())
        .mapToObj(cell -> new String(bytes(cell), charset))
        .toList();
  }
}
