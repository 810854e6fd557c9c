package io.github.pigmentspark.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Consecutive records, as many as {@link RecordReader#read} found in its buffer. Each has as many
 * fields as the header. A field is a range of {@link #bytes()}, its UTF-8 text without quotes; it
 * is valid until the next read into the batch. All fields of a malformed record are empty.
 */
public final class RecordBatch {
  private final boolean keepsText;
  private byte[] ownBuffer = {};
  private byte[] bytes = {};
  private int width;
  private int size;
  private long firstNumber;

  // For each record: start - 1, end of field 0, end of field 1, … A field starts one byte after
  // the end of the previous one.
  private int[] ends = new int[1024];

  // The start of each record, and the end of the last one.
  private int[] starts = new int[64];
  private int[] quoted = new int[16];
  private int quotedCount;
  private final Map<Integer, String> problems = new TreeMap<>();
  private boolean utf8Checked;
  private boolean utf8;

  // The records as they were before fields were written back over those with quotes.
  private byte[] text = {};
  private int textStart;

  /** An empty batch. */
  public RecordBatch() {
    this(false);
  }

  private RecordBatch(boolean keepsText) {
    this.keepsText = keepsText;
  }

  /**
   * Returns an empty batch that has the text of all records, also of well-formed ones with quotes.
   */
  public static RecordBatch keepingText() {
    return new RecordBatch(true);
  }

  /** Returns the number of records. */
  public int size() {
    return size;
  }

  /** Returns the array that {@link #start} and {@link #end} are positions in. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the start of a field, inclusive. */
  public int start(int record, int field) {
    return ends[record * (width + 1) + field] + 1;
  }

  /** Returns the end of a field, exclusive. */
  public int end(int record, int field) {
    return ends[record * (width + 1) + field + 1];
  }

  /** Returns a record's position in the export; the first record after the header is 1. */
  public long number(int record) {
    return firstNumber + record;
  }

  /**
   * Returns the start of a field as text, for messages; bytes that are not UTF-8 become U+FFFD.
   *
   * @param maxBytes the number of bytes to decode at most
   */
  public String text(int record, int field, int maxBytes) {
    return decode(bytes, start(record, field), end(record, field), maxBytes);
  }

  private static String decode(byte[] bytes, int start, int end, int maxBytes) {
    return new String(bytes, start, Math.min(end - start, maxBytes), StandardCharsets.UTF_8);
  }

  /** Returns whether a field is valid UTF-8. */
  public boolean isUtf8(int record, int field) {
    return Utf8.isValid(bytes, start(record, field), end(record, field));
  }

  /**
   * Returns whether all fields are valid UTF-8, if that is known without checking each of them.
   * Delimiters are never part of a character, so all fields of a valid text are valid.
   */
  public boolean isUtf8() {
    if (!utf8Checked) {
      utf8 = size == 0 || Utf8.isValid(bytes, starts[0], starts[size]);
      utf8Checked = true;
    }
    return utf8;
  }

  /** Returns how many records break RFC 4180 or have another number of fields than the header. */
  public int malformedCount() {
    return problems.size();
  }

  /** Returns whether a record is malformed. */
  public boolean isMalformed(int record) {
    return !problems.isEmpty() && problems.containsKey(record);
  }

  /** Returns the defect of a malformed record; empty for others. */
  public String problem(int record) {
    return problems.getOrDefault(record, "");
  }

  /**
   * Returns the start of a record as text, like {@link #text(int, int, int)}, without the line
   * break after it. The record is malformed, or the batch is {@link #keepingText}.
   */
  public String text(int record, int maxBytes) {
    int start = recordStart(record) - textStart;
    int end = recordEnd(record) - 1 - textStart;
    boolean hasCarriageReturn = end > start && text[end - 1] == '\r';
    return decode(text, start, hasCarriageReturn ? end - 1 : end, maxBytes);
  }

  /** Returns a buffer of a length; reuses one of the usual length. */
  byte[] buffer(int length) {
    if (length != RecordReader.BUFFER_SIZE) {
      return new byte[length]; // For a long record; the batches after it may share the buffer.
    }
    if (ownBuffer.length == 0) {
      ownBuffer = new byte[length];
    }
    return ownBuffer;
  }

  /** Empties the batch, for consecutive records in an array. */
  void begin(byte[] newBytes, int newWidth, long number) {
    bytes = newBytes;
    width = newWidth;
    firstNumber = number;
    size = 0;
    quotedCount = 0;
    problems.clear();
    utf8Checked = false;
    text = newBytes;
    textStart = 0;
  }

  /** Keeps the text, if the batch is one that does, before records with quotes are parsed. */
  void keepText() {
    if (keepsText && quotedCount > 0) {
      textStart = starts[0];
      text = Arrays.copyOfRange(bytes, textStart, starts[size]);
    }
  }

  int width() {
    return width;
  }

  /**
   * Reserves space for the record that starts at a position, and returns the array for its ends.
   */
  int[] reserveRecord(int start) {
    int base = size * (width + 1);
    int needed = base + width + 1;
    if (needed > ends.length) {
      ends = Arrays.copyOf(ends, Math.max(needed, 2 * ends.length));
    }
    if (size + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[size] = start;
    ends[base] = start - 1;
    return ends;
  }

  /** Returns the index, in the array for ends, of the first field of the next record. */
  int firstEnd() {
    return size * (width + 1) + 1;
  }

  /**
   * Adds the record that was reserved.
   *
   * @param lineFeed the position of the line feed that ends it
   * @param fields how many it has; only the ends of the first {@link #width()} were written
   * @param problem what is malformed about it; empty if nothing is known to be
   */
  void add(int start, int lineFeed, int fields, boolean hasQuotes, String problem) {
    starts[size + 1] = lineFeed + 1;
    if (!problem.isEmpty()) {
      addProblem(start, problem);
    } else if (fields != width) {
      addProblem(
          start,
          "it has "
              + fields
              + (fields == 1 ? " field" : " fields")
              + ", but the header has "
              + width);
    } else if (hasQuotes) {
      if (quotedCount == quoted.length) {
        quoted = Arrays.copyOf(quoted, 2 * quotedCount);
      }
      quoted[quotedCount++] = size;
    }
    size++;
  }

  private void addProblem(int start, String problem) {
    problems.put(size, problem);
    int firstEnd = firstEnd();
    for (int i = 0; i < width; i++) {
      ends[firstEnd + i] = start + i; // Empty fields.
    }
  }

  /** Removes the last record. */
  void removeLast() {
    size--;
    problems.remove(size);
    if (quotedCount > 0 && quoted[quotedCount - 1] == size) {
      quotedCount--;
    }
  }

  /** Returns the records with quotes, whose fields are not known yet. */
  int[] quoted() {
    return Arrays.copyOf(quoted, quotedCount);
  }

  int recordStart(int record) {
    return starts[record];
  }

  /** Returns the position after the record's line feed. */
  int recordEnd(int record) {
    return starts[record + 1];
  }

  void setEnd(int record, int field, int end) {
    ends[record * (width + 1) + field + 1] = end;
  }
}
