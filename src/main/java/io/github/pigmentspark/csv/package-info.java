/**
 * An RFC 4180 parser: bytes to header and records.
 *
 * <p>A record without a quote is split in the buffer, and its fields are decoded from its bytes.
 * The header, and every record that contains a quote, is parsed by Commons CSV.
 *
 * <p>May use {@code pigment} and Commons CSV. Must not know HTTP, options or Spark: a field leaves
 * this package as a range of bytes.
 */
package io.github.pigmentspark.csv;
