package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.Utf8;
import io.github.pigmentspark.csv.Words;

/** Cells that are texts of any length. */
final class TextRun extends CellRun {
  TextRun(int count, int firstColumn, int columns) {
    super(count, firstColumn, columns);
  }

  @Override
  int read(byte[] bytes, int start, byte delimiter, long[] values, int row) {
    int position = start;
    for (int i = 0; i < count(); i++) {
      int end = position;
      long word = PlainCells.word(bytes, position);
      long found = PlainCells.delimiters(word);
      if (found == 0) {
        end += Long.BYTES;
        long next = PlainCells.word(bytes, end);
        word |= next;
        found = PlainCells.delimiters(next);
      }
      // What is behind the cell counts here, too: then it is looked at once more.
      boolean isShortAscii = found != 0 && (word & Words.HIGHEST_BITS) == 0;
      end = isShortAscii ? end + Words.first(found) : PlainCells.end(bytes, position);
      if (bytes[end] != delimiter || !(isShortAscii || Utf8.isValid(bytes, position, end))) {
        return OTHER;
      }
      values[at(row) + i] = TextConverter.place(position, end);
      if (end == position) {
        setNull(values, row, i);
      }
      position = end + 1;
    }
    return position;
  }
}
