package io.github.pigmentspark.catalog;

/**
 * A name that means nothing in Pigment, or more than one thing; the message says what it may have
 * been. Where Spark is to look elsewhere for the name, its own exceptions are thrown instead.
 */
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CatalogException(String message) {
    super(message);
  }
}
