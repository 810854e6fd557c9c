package io.github.pigmentspark.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch of consecutive records, as many as {@link RecordReader#read} found in its buffer. Each
 * record has as many fields as the header. A field is a range of {@link #bytes()} that holds its
 * UTF-8 text without quotes. Fields are valid until the next read into the batch. All fields of a
 * malformed record are empty.
 */
public final class RecordBatch {
  private final boolean keepsText;
  private byte[] ownBuffer = {};
  private byte[] bytes = {};
  private int width;
  private int size;
  private long firstNumber;

  // For each record: start - 1, end of field 0, end of field 1, … A field starts one byte after the
  // end of the previous field.
  private int[] ends = new int[1024];

  // The start of each record, and the end of the last one.
  private int[] starts = new int[64];
  private int[] quoted = new int[16];
  private int quotedCount;
  private final Map<Integer, String> problems = new TreeMap<>();
  private boolean utf8Checked;
  private boolean utf8;

  // The original records, before fields were written back over the records that contain quotes.
  private byte[] text = {};
  private int textStart;

  /** Creates an empty batch. */
  public RecordBatch() {
    this(false);
  }

  private RecordBatch(boolean keepsText) {
    this.keepsText = keepsText;
  }

  /**
   * Returns an empty batch that keeps the text of all records, including well-formed records with
   * quotes.
   */
  public static RecordBatch keepingText() {
    return new RecordBatch(true);
  }

  /** Returns the number of records. */
  public int size() {
    return size;
  }

  /**
   * Returns the array that contains the fields. {@link #start} and {@link #end} are positions in
   * it.
   */
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

  /** Returns a record's number in the export. The first record after the header is number 1. */
  public long number(int record) {
    return firstNumber + record;
  }

  /**
   * Returns the first bytes of a field as text, for use in messages. Bytes that are not UTF-8
   * become U+FFFD.
   *
   * @param maxBytes the maximum number of bytes to decode
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
   * Returns true if the whole text of the batch is valid UTF-8. All fields are then also valid,
   * because a delimiter is never part of a character. Otherwise, each field must be checked.
   */
  public boolean isUtf8() {
    if (!utf8Checked) {
      utf8 = size == 0 || Utf8.isValid(bytes, starts[0], starts[size]);
      utf8Checked = true;
    }
    return utf8;
  }

  /**
   * Returns the number of records that violate RFC 4180 or don't have as many fields as the header.
   */
  public int malformedCount() {
    return problems.size();
  }

  /** Returns whether a record is malformed. */
  public boolean isMalformed(int record) {
    return !problems.isEmpty() && problems.containsKey(record);
  }

  /** Returns the problem with a record; empty if the record is well-formed. */
  public String problem(int record) {
    return problems.getOrDefault(record, "");
  }

  /**
   * Returns the first bytes of a record as text, like {@link #text(int, int, int)}, without its
   * line break. Only valid for a malformed record, or in a batch made by {@link #keepingText}.
   */
  public String text(int record, int maxBytes) {
    int start = recordStart(record) - textStart;
    int end = recordEnd(record) - 1 - textStart;
    boolean hasCarriageReturn = end > start && text[end - 1] == '\r';
    return decode(text, start, hasCarriageReturn ? end - 1 : end, maxBytes);
  }

  /** Returns a buffer of the given length. A buffer of the usual length is reused. */
  byte[] buffer(int length) {
    if (length != RecordReader.BUFFER_SIZE) {
      // A long record needs its own buffer. Later batches may share that buffer.
      return new byte[length];
    }
    if (ownBuffer.length == 0) {
      ownBuffer = new byte[length];
    }
    return ownBuffer;
  }

  /** Empties the batch, and prepares it for consecutive records in an array. */
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

  /**
   * Copies the text if this batch keeps it. Must be called before records with quotes are parsed.
   */
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
   * Reserves space for the record that starts at a position, and returns the array for the ends of
   * its fields.
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

  /** Returns the index of the next record's first field in the array of ends. */
  int firstEnd() {
    return size * (width + 1) + 1;
  }

  /**
   * Adds the record for which space was reserved.
   *
   * @param lineFeed the position of the line feed that ends the record
   * @param fields the number of fields; only the ends of the first {@link #width()} fields were
   *     written
   * @param problem the problem that makes the record malformed; empty if none is known
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
      ends[firstEnd + i] = start + i; // The field is empty.
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

  /** Returns the records with quotes, whose fields have not been found yet. */
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
