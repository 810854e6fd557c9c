/**
 * Bytes to header and records, by RFC 4180.
 *
 * <p>A record without a quote is split where it is, and its fields are decoded straight from its
 * bytes. The header, and every record that contains a quote, is parsed by Commons CSV.
 *
 * <p>May use {@code pigment} and Commons CSV. Must not know HTTP, options or Spark: a field leaves
 * this package as a range of bytes.
 */
package io.github.pigmentspark.csv;
