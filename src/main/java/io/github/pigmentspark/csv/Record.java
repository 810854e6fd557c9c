package io.github.pigmentspark.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One record as ranges of bytes: cell {@code i} is the UTF-8 text of {@link #bytes()} from {@link
 * #start} to before {@link #end}, without its quotes. A view into a buffer that the next {@link
 * RecordReader#next()} overwrites.
 */
public final class Record {
  private static final int INITIAL_CELLS = 64;

  private byte[] bytes = new byte[0];
  // ends[0] is the position before the first cell, ends[i + 1] the one behind cell i; a cell starts
  // one byte behind the end of the cell before it.
  private int[] ends = new int[INITIAL_CELLS + 1];
  private int size;
  private long number;
  private String problem = "";

  Record() {}

  /** The record's position in the export: the header is 0, the first record of data 1. */
  public long number() {
    return number;
  }

  /** The number of cells; at least 1, since an empty line is one empty cell. */
  public int size() {
    return size;
  }

  /** The buffer that {@link #start} and {@link #end} point into. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the cell starts, inclusive. */
  public int start(int cell) {
    return ends[cell] + 1;
  }

  /** Where the cell ends, exclusive. */
  public int end(int cell) {
    return ends[cell + 1];
  }

  /**
   * The start of a cell as text, for people to read; bytes that are not UTF-8 become U+FFFD.
   *
   * @param maxBytes how much of the cell to show
   */
  public String text(int cell, int maxBytes) {
    int length = Math.min(end(cell) - start(cell), maxBytes);
    return new String(bytes, start(cell), length, StandardCharsets.UTF_8);
  }

  /** Whether a cell is UTF-8 text. */
  public boolean isText(int cell) {
    return Utf8.isValid(bytes, start(cell), end(cell));
  }

  /** All cells as text. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(text(i, Integer.MAX_VALUE));
    }
    return texts;
  }

  /** Whether the record breaks RFC 4180, so that its cells cannot be told apart with certainty. */
  public boolean isMalformed() {
    return !problem.isEmpty();
  }

  /** What is wrong with a malformed record; empty for others. */
  public String problem() {
    return problem;
  }

  void begin(byte[] bytes, int start, long number) {
    this.bytes = bytes;
    this.number = number;
    this.size = 0;
    this.problem = "";
    this.ends[0] = start - 1;
  }

  void endCell(int position) {
    size++;
    if (size >= ends.length && !grow()) {
      return; // Counted, but out of reach: no header is as wide, so nobody asks for it.
    }
    ends[size] = position;
  }

  private boolean grow() {
    if (ends.length > RecordReader.MAX_CELLS) {
      return false;
    }
    ends = Arrays.copyOf(ends, Math.min(2 * ends.length, RecordReader.MAX_CELLS + 1));
    return size < ends.length;
  }

  void malformed(String problem) {
    this.problem = problem;
  }
}
