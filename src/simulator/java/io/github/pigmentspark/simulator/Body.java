package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The body of a response. It writes the same bytes each time. */
@FunctionalInterface
interface Body {
  void writeTo(OutputStream out) throws IOException;

  static Body of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out -> out.write(bytes);
  }
}
