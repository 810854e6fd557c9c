package io.github.pigmentspark.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A parser for the records of a batch that contain quotes. It runs Commons CSV on several parts of
 * the batch in parallel.
 *
 * <p>Commons CSV gets one ISO-8859-1 character for each byte. The parsed fields are written back
 * over their record, which is always long enough, so that every field of a batch is a range of
 * bytes.
 */
final class QuotedRecords {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setDelimiter(';').get();

  /**
   * The number of records in a part. Parts are parsed in parallel, because Commons CSV takes more
   * time than the rest of the read.
   */
  private static final int PART = 256;

  private QuotedRecords() {}

  /** Parses the records that contain quotes. */
  static void parse(RecordBatch batch) {
    int[] records = batch.quoted();
    int parts = (records.length + PART - 1) / PART;
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            i -> {
              int end = Math.min(records.length, (i + 1) * PART);
              parse(batch, Arrays.copyOfRange(records, i * PART, end));
            });
  }

  private static void parse(RecordBatch batch, int[] records) {
    try (CSVParser parser = parser(batch, records)) {
      Iterator<CSVRecord> parsed = parser.iterator();
      for (int record : records) {
        CSVRecord fields = next(parsed, batch.number(record));
        if (fields.size() != batch.width()) {
          throw disagreement(batch.number(record), fields.size() + " fields");
        }
        writeBack(fields, batch, record);
      }
      if (parsed.hasNext()) {
        throw disagreement(batch.number(records[records.length - 1]), "more records");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // This cannot happen, because the bytes are in memory.
    }
  }

  private static CSVParser parser(RecordBatch batch, int[] records) throws IOException {
    List<InputStream> ranges = new ArrayList<>();
    int start = batch.recordStart(records[0]);
    for (int i = 1; i <= records.length; i++) {
      // Adjacent records form one range.
      if (i == records.length || batch.recordStart(records[i]) != batch.recordEnd(records[i - 1])) {
        int end = batch.recordEnd(records[i - 1]);
        ranges.add(new ByteArrayInputStream(batch.bytes(), start, end - start));
        start = i == records.length ? end : batch.recordStart(records[i]);
      }
    }
    Reader reader =
        new InputStreamReader(
            new SequenceInputStream(Collections.enumeration(ranges)), StandardCharsets.ISO_8859_1);
    return CSVParser.builder().setReader(reader).setFormat(FORMAT).get();
  }

  private static CSVRecord next(Iterator<CSVRecord> parsed, long number) {
    try {
      if (parsed.hasNext()) {
        return parsed.next();
      }
    } catch (UncheckedIOException e) {
      throw disagreement(number, String.valueOf(e.getMessage()));
    }
    throw disagreement(number, "no record");
  }

  /** Returns the exception for a record that the scanner and Commons CSV split differently. */
  private static CsvException disagreement(long number, String found) {
    return new CsvException(
        "Record "
            + number
            + " was split in one way and parsed in another: "
            + found
            + ". This is a bug in the connector. Please report it.");
  }

  @SuppressWarnings("deprecation") // No other method copies ISO-8859-1 without an extra array.
  private static void writeBack(CSVRecord fields, RecordBatch batch, int record) {
    byte[] bytes = batch.bytes();
    int at = batch.recordStart(record);
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      field.getBytes(0, field.length(), bytes, at);
      at += field.length();
      batch.setEnd(record, i, at);
      bytes[at++] = ';';
    }
    // Overwrites the leftover bytes, so that no character spans two fields.
    Arrays.fill(bytes, at, batch.recordEnd(record), (byte) '\n');
  }
}
