package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Records that {@link RecordReader#read} split, as many as a buffer holds. Each has the cells of
 * the header: a cell is a range of {@link #bytes()}, the UTF-8 text without its quotes. The cells
 * of a malformed record are all empty; those of one that is not {@link #isSplit} are not known.
 *
 * <p>Made to be used again: the next read into it overwrites everything.
 */
public final class RecordBatch {
  private static final int SMALLEST = 1024;
  private static final byte[] NOTHING = {};

  private ByteBuffer buffer = RecordReader.newBuffer();
  private byte[] bytes = NOTHING;
  private int from;
  private int to;
  private boolean textChecked;
  private boolean text;
  private int width;
  private int size;

  // For each record that is split its start and the end of each cell, width + 1 numbers. A cell
  // starts one byte behind the end of the one before it; the first number is that of the byte
  // before.
  private int[] ends = new int[0];
  private long[] numbers = new long[0];
  private final BitSet unsplit = new BitSet();
  private Map<Integer, Malformed> malformed = Collections.emptyMap();

  /** The number of records. */
  public int size() {
    return size;
  }

  /** What {@link #start} and {@link #end} point into. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a cell starts, inclusive. */
  public int start(int record, int cell) {
    return ends[record * (width + 1) + cell] + 1;
  }

  /** Where a cell ends, exclusive. */
  public int end(int record, int cell) {
    return ends[record * (width + 1) + cell + 1];
  }

  /**
   * Whether it is known where the cells of a record lie; not of one that {@link #addUnsplit} added.
   */
  public boolean isSplit(int record) {
    return !unsplit.get(record);
  }

  /** The first such record that is not before {@code record}; {@link #size()} if there is none. */
  public int nextSplit(int record) {
    return Math.min(size, unsplit.nextClearBit(record));
  }

  /** A record's position in the export: the header is 0, the first record of data 1. */
  public long number(int record) {
    return numbers[record];
  }

  /**
   * The start of a cell as text, for people to read; bytes that are not UTF-8 become U+FFFD.
   *
   * @param maxBytes how much of the cell to show
   */
  public String text(int record, int cell, int maxBytes) {
    return shown(start(record, cell), end(record, cell), maxBytes);
  }

  /** Whether a cell is UTF-8 text. */
  public boolean isText(int record, int cell) {
    return Utf8.isValid(bytes, start(record, cell), end(record, cell));
  }

  /**
   * Whether all cells are UTF-8 text for sure, found out without a look at each: delimiters are no
   * part of a character, so what is text as a whole is text between them.
   */
  public boolean isText() {
    if (!textChecked) {
      text = Utf8.isValid(bytes, from, to);
      textChecked = true;
    }
    return text;
  }

  /**
   * How many records break RFC 4180 or have not the cells of the header, so that their cells cannot
   * be told apart with certainty.
   */
  public int malformedCount() {
    return malformed.size();
  }

  /** Whether a record is one of those. */
  public boolean isMalformed(int record) {
    return !malformed.isEmpty() && malformed.containsKey(record);
  }

  /** The first malformed record, {@link #size()} if there is none. */
  public int firstMalformed() {
    return malformed.keySet().stream().min(Integer::compare).orElse(size);
  }

  /** What is wrong with a malformed record; empty for others. */
  public String problem(int record) {
    return isMalformed(record) ? malformed.get(record).problem : "";
  }

  /** How a malformed record starts, like {@link #text}. */
  public String startOfMalformed(int record, int maxBytes) {
    Malformed found = malformed.get(record);
    return shown(found.start, found.end, maxBytes);
  }

  private String shown(int start, int end, int maxBytes) {
    // Those of a malformed record are nowhere.
    return start == end
        ? ""
        : new String(bytes, start, Math.min(end - start, maxBytes), StandardCharsets.UTF_8);
  }

  /** Leaves out all records but the first ones. */
  public void truncate(int records) {
    if (records < size) {
      size = records;
      if (!malformed.isEmpty()) {
        malformed.keySet().removeIf(record -> record >= records);
      }
    }
  }

  /**
   * Leaves out the records that do not pass. What is malformed and passes is so no longer.
   *
   * @param records asked once of each, in their order; those that pass take the lowest places
   */
  public void retain(IntPredicate records) {
    int kept = 0;
    int stride = width + 1;
    for (int i = 0; i < size; i++) {
      if (records.test(i)) {
        if (kept < i) {
          if (!unsplit.get(i)) {
            System.arraycopy(ends, i * stride, ends, kept * stride, stride);
          }
          numbers[kept] = numbers[i];
          unsplit.set(kept, unsplit.get(i));
        }
        kept++;
      }
    }
    size = kept;
    malformed = Collections.emptyMap();
  }

  /**
   * Adds records whose cells somebody has read already.
   *
   * @param firstNumber of the first one; the others follow it
   */
  public void addUnsplit(long firstNumber, int count) {
    unsplit.set(size, size + count);
    addAll(firstNumber, count);
  }

  /** Empties the batch, for records of so many cells. */
  void begin(int width) {
    this.bytes = NOTHING; // What some long record needed is not kept.
    this.width = width;
    this.size = 0;
    this.from = 0;
    this.to = 0;
    this.textChecked = false;
    this.unsplit.clear();
    this.malformed = Collections.emptyMap();
  }

  /** The buffer to give for the next piece: that of the last one, or a new one. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Gives the batch a buffer in exchange for the one that it had. */
  void buffer(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Says where the records are: in the array of the buffer, or in another one. */
  void bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the bytes of another batch, which gets the buffer of this one. */
  void takeOver(RecordBatch other) {
    ByteBuffer own = buffer;
    buffer = other.buffer;
    bytes = other.bytes;
    other.buffer = own;
    other.bytes = NOTHING;
  }

  /** How many cells each record has. */
  int width() {
    return width;
  }

  /** Says how many cells the records have. */
  void width(int width) {
    this.width = width;
  }

  /** Says where the first record starts, and where the last one ends. */
  void range(int from, int to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Where the cells of the next records are to be written, from {@link #base()} on: room for so
   * many numbers or more.
   */
  int[] reserve(int numbers) {
    while (base() + numbers > ends.length) {
      growEnds();
    }
    return ends;
  }

  /** Makes that room longer. */
  int[] growEnds() {
    ends = Arrays.copyOf(ends, Math.max(SMALLEST, 2 * ends.length));
    return ends;
  }

  /** Where in {@link #reserve} the next record goes. */
  int base() {
    return size * (width + 1);
  }

  /** Adds the record that was written into {@link #reserve}. */
  void add(long number) {
    addAll(number, 1);
  }

  /** Adds records, written into {@link #reserve} one behind the other or not split at all. */
  void addAll(long firstNumber, int count) {
    if (size + count > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(size + count, 2 * numbers.length));
    }
    for (int i = 0; i < count; i++) {
      numbers[size++] = firstNumber + i;
    }
  }

  /** Adds the record of which the first cell was written into {@link #reserve}. */
  void addMalformed(long number, String problem) {
    if (malformed.isEmpty()) {
      malformed = new HashMap<>();
    }
    malformed.put(size, new Malformed(problem, start(size, 0), end(size, 0)));
    int base = base();
    for (int i = 0; i <= width; i++) {
      ends[base + i] = i;
    }
    add(number);
  }

  private static final class Malformed {
    private final String problem;
    private final int start;
    private final int end;

    Malformed(String problem, int start, int end) {
      this.problem = problem;
      this.start = start;
      this.end = end;
    }
  }
}
