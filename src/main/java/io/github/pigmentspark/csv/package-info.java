/**
 * An RFC 4180 parser, which turns bytes into a header and records.
 *
 * <p>A record without quotes is split in the buffer, and its fields are decoded from the record's
 * bytes. Commons CSV parses the header and every record that contains a quote.
 *
 * <p>This package may use {@code pigment} and Commons CSV, and must not depend on HTTP, options or
 * Spark. It returns a field as a range of bytes.
 */
package io.github.pigmentspark.csv;
