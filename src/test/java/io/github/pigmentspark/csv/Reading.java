package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All results of a {@link RecordReader} for some bytes, from the header to the end.
 *
 * @param endsWithoutLineBreak the value after the last record
 * @param failure the message of the {@link CsvException} that ended the reading; empty if none did
 */
record Reading(
    List<String> header, List<Line> lines, boolean endsWithoutLineBreak, String failure) {
  static final int NO_LIMIT = 1 << 30;

  /**
   * One record.
   *
   * @param cells the cells; of a malformed record only its start
   * @param problem the defect of a malformed record; empty for others
   */
  record Line(long number, List<String> cells, String problem, boolean endsWithoutLineBreak) {}

  static Reading of(String csv) {
    return of(Chunks.atOnce(csv.getBytes(StandardCharsets.UTF_8)), NO_LIMIT);
  }

  static Reading of(InputStream in, int maxRecordBytes) {
    return of(in, maxRecordBytes, StandardCharsets.UTF_8);
  }

  /** Reads all records, and decodes their cells with a charset. */
  static Reading of(InputStream in, int maxRecordBytes, Charset charset) {
    RecordCursor reader = RecordCursor.of(in, maxRecordBytes);
    List<String> header = List.of();
    List<Line> lines = new ArrayList<>();
    String failure = "";
    try {
      header = reader.header();
      while (reader.next()) {
        lines.add(line(reader, charset));
      }
    } catch (CsvException e) {
      failure = e.getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reading(header, lines, reader.endsWithoutLineBreak(), failure);
  }

  private static Line line(RecordCursor reader, Charset charset) throws IOException {
    return new Line(
        reader.number(), reader.cells(charset), reader.problem(), reader.endsWithoutLineBreak());
  }

  /** Returns the cells of all records after the header. */
  List<List<String>> cells() {
    return lines.stream().map(Line::cells).toList();
  }

  /** Returns whether no record is malformed and no failure ended the read. */
  boolean isClean() {
    return failure.isEmpty() && lines.stream().allMatch(line -> line.problem().isEmpty());
  }
}
