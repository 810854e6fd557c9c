package io.github.pigmentspark.csv;

/**
 * Splits the records that lie in the bytes of a batch.
 *
 * <p>A record without a quote is split where it lies: the delimiters are ASCII, which in UTF-8
 * never stands inside another character. Plain ones are found by a {@link PlainSplitter}, eight
 * bytes or more at a time; those with quotes, too, by way of {@link QuotedScanner}, and are then
 * written over without them by {@link Unquoting}.
 */
final class RecordSplitter {
  private static final boolean[] SPECIAL = new boolean[256];

  static {
    SPECIAL[';'] = true;
    SPECIAL['"'] = true;
    SPECIAL['\n'] = true;
    SPECIAL['\r'] = true;
  }

  /** So many records in a row that are left to others, and it may be all. */
  private static final int PATIENCE = 4;

  private PlainSplitter plain = new PlainScanner();
  private PlainSplitter preferred = plain;
  private int inVain;
  private final QuotedScanner scanner = new QuotedScanner();

  private RecordBatch batch;
  private byte[] buffer;
  private int position;
  private int limit;
  private int plainLimit;
  private int width;
  private int cellsOfLast;
  private long nextNumber;

  /** Splits the header, which lies whole at {@code from}, and returns where it ends. */
  int splitHeader(RecordBatch batch, int from, int limit) {
    begin(batch, from, limit);
    splitOne();
    return position;
  }

  /**
   * Splits the records that lie whole between {@code from} and {@code limit}.
   *
   * @return where the first one begins that does not
   */
  int split(RecordBatch batch, int from, int limit) {
    begin(batch, from, limit);
    do {
      if (!scanner.hasQuotes()) {
        splitPlain();
      }
    } while (position < limit && splitOne());
    return position;
  }

  /** See {@link RecordReader#want}. */
  void want(int[] cells, int width) {
    plain = SkimmingScanner.of(cells, width);
    preferred = plain;
  }

  /** See {@link RecordReader#splitPlainBy}. */
  void splitPlainBy(PlainSplitter splitter) {
    preferred = splitter;
  }

  private void begin(RecordBatch batch, int from, int limit) {
    this.batch = batch;
    this.buffer = batch.bytes();
    this.position = from;
    this.limit = limit;
    this.width = batch.width();
    this.plainLimit = plainLimit(from);
    this.inVain = 0;
  }

  /**
   * Behind the last line feed that leaves a record and a margin to come: bytes behind a plain
   * record may be looked at, and whether the last record of all is whole is only known here.
   */
  private int plainLimit(int from) {
    int end = Math.min(limit - 1, buffer.length - PlainSplitter.MARGIN);
    while (end > from && buffer[end - 1] != '\n') {
      end--;
    }
    return Math.max(from, end);
  }

  /** How many cells the last record has, malformed or not. */
  int cellsOfLast() {
    return cellsOfLast;
  }

  /** The number of the record behind the last one. */
  long nextNumber() {
    return nextNumber;
  }

  /**
   * Splits records as long as they are plain, by the preferred splitter unless it is of no use
   * here. Stops at any other, and at one that is not whole.
   */
  private void splitPlain() {
    if (position < plainLimit) {
      PlainSplitter splitter = inVain < PATIENCE ? preferred : plain;
      position = splitter.split(batch, position, plainLimit, nextNumber);
      if (splitter.passed() > 0) {
        nextNumber += splitter.passed();
        cellsOfLast = width;
      }
      if (splitter == preferred) {
        inVain = splitter.passed() > 0 ? 0 : inVain + 1;
      }
    }
  }

  /**
   * Splits the record at the position. Behind one with quotes the next one often has some, too.
   *
   * @return false if it does not lie there whole
   */
  private boolean splitOne() {
    return scanner.hasQuotes() ? splitQuoted() : splitBytes();
  }

  private boolean splitBytes() {
    byte[] bytes = buffer;
    int from = position;
    int to = limit;
    int[] ends = batch.reserve(width + 1);
    int base = batch.base();
    int cells = 0;
    boolean bareReturn = false;
    ends[base] = from - 1;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (!SPECIAL[b & 0xFF]) {
        continue;
      }
      if (b == ';') {
        if (++cells <= width) {
          ends[base + cells] = i;
        }
      } else if (b == '\n') {
        if (++cells <= width) {
          ends[base + cells] = i > from && bytes[i - 1] == '\r' ? i - 1 : i;
        }
        position = i + 1;
        add(cells, bareReturn ? QuotedScanner.BARE_CARRIAGE_RETURN : "");
        return true;
      } else if (b == '"') {
        return splitQuoted();
      } else {
        bareReturn |= i + 1 < to && bytes[i + 1] != '\n';
      }
    }
    return false;
  }

  private boolean splitQuoted() {
    int from = position;
    if (!scanner.scan(buffer, from, limit, width)) {
      return false;
    }
    if (!scanner.hasQuotes() && scanner.isMalformed()) {
      return splitBytes();
    }
    int[] ends = batch.reserve(width + 1);
    int base = batch.base();
    position = scanner.end() + 1;
    if (scanner.isMalformed()) {
      ends[base] = from - 1;
      ends[base + 1] = scanner.end();
    } else {
      int count = Math.min(scanner.cells(), width);
      Unquoting.write(buffer, from, position, scanner.delimiters(), count, ends, base);
    }
    add(scanner.cells(), scanner.problem());
    return true;
  }

  /** Adds the record whose cells were written into the batch. */
  private void add(int cells, String problem) {
    cellsOfLast = cells;
    if (!problem.isEmpty()) {
      batch.addMalformed(nextNumber++, problem);
    } else if (cells == width) {
      batch.add(nextNumber++);
    } else {
      batch.addMalformed(nextNumber++, "it has " + cells + " cells, but the header has " + width);
    }
  }
}
