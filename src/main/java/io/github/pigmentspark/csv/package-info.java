/**
 * Bytes to header and records, by RFC 4180.
 *
 * <p>Must not know HTTP, options or Spark: a cell leaves this room as a range of bytes.
 */
package io.github.pigmentspark.csv;
