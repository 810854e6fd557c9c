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

  // For each field, its end in each record. A field starts one byte after the end of the previous
  // field. The first array contains the line feed before each record, and the last line feed.
  // Arrays for each field are faster than arrays for each record, because fields are decoded column
  // by column.
  private int[][] ends = {new int[16]};
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
    return ends[field][record] + 1;
  }

  /** Returns the end of a field, exclusive. */
  public int end(int record, int field) {
    return ends[field + 1][record];
  }

  /**
   * Returns the end of a field in each record, exclusive. The next field starts one byte later. For
   * field -1, returns the position before each record.
   */
  public int[] ends(int field) {
    return ends[field + 1];
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
      utf8 = size == 0 || Utf8.isValid(bytes, recordStart(0), recordStart(size));
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

  /**
   * Empties the batch, and prepares it for consecutive records in an array.
   *
   * @param start the start of the first record
   */
  void begin(byte[] newBytes, int start, int newWidth, long number) {
    bytes = newBytes;
    width = newWidth;
    if (ends.length != width + 1) {
      ends = new int[width + 1][ends[0].length];
    }
    ends[0][0] = start - 1;
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
      textStart = recordStart(0);
      text = Arrays.copyOfRange(bytes, textStart, recordStart(size));
    }
  }

  int width() {
    return width;
  }

  /**
   * Returns the arrays of the ends of all fields, starting with field -1. They have space for one
   * more record.
   */
  int[][] ends() {
    return ends;
  }

  /**
   * Adds the next record.
   *
   * @param lineFeed the position of the line feed that ends the record
   * @param fields the number of fields; only the ends of the first {@link #width()} fields were
   *     written
   * @param problem the problem that makes the record malformed; empty if none is known
   */
  void add(int lineFeed, int fields, boolean hasQuotes, String problem) {
    if (!problem.isEmpty()) {
      addProblem(problem);
    } else if (fields != width) {
      addProblem(
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
    if (size == ends[0].length) {
      for (int i = 0; i < ends.length; i++) {
        ends[i] = Arrays.copyOf(ends[i], 2 * size);
      }
    }
    ends[0][size] = lineFeed;
  }

  private void addProblem(String problem) {
    problems.put(size, problem);
    for (int i = 0; i < width; i++) {
      ends[i + 1][size] = recordStart(size) + i; // The field is empty.
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
    return ends[0][record] + 1;
  }

  /** Returns the position after the record's line feed. */
  int recordEnd(int record) {
    return ends[0][record + 1] + 1;
  }

  void setEnd(int record, int field, int end) {
    ends[field + 1][record] = end;
  }
}
