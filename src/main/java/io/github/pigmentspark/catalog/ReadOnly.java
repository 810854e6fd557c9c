package io.github.pigmentspark.catalog;

/** The answer to whoever wants to change something. */
final class ReadOnly {
  private ReadOnly() {}

  /** For what was to be written, made, changed or removed, as SQL writes it. */
  static UnsupportedOperationException refusal(String what) {
    return new UnsupportedOperationException(
        String.format(
            "%s cannot be written, made, changed or removed: Pigment is read-only through this"
                + " catalog. Change it in Pigment.",
            what));
  }
}
