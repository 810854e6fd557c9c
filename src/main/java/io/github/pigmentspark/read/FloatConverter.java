package io.github.pigmentspark.read;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.github.pigmentspark.schema.NumberText;

/** The nearest float, bit for bit that of {@link Float#parseFloat}; an infinite one is none. */
final class FloatConverter implements CellConverter {
  @Override
  public boolean convert(byte[] bytes, int start, int end, long[] values, int at) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    float value = JavaFloatParser.parseFloat(bytes, start, end - start);
    if (Float.isInfinite(value)) {
      return false;
    }
    values[at] = Double.doubleToRawLongBits(value);
    return true;
  }
}
