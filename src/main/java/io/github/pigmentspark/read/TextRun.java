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
      long word = PlainCells.word(bytes, end);
      long found = PlainCells.delimiters(word);
      long seen = word;
      while (found == 0) {
        end += Long.BYTES;
        word = PlainCells.word(bytes, end);
        found = PlainCells.delimiters(word);
        seen |= word;
      }
      end += Words.first(found);
      // What is behind the cell was seen, too: then it is looked at once more.
      boolean isAscii = (seen & Words.HIGHEST_BITS) == 0;
      if (bytes[end] != delimiter || !(isAscii || Utf8.isValid(bytes, position, end))) {
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
