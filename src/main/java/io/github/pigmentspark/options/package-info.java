/**
 * The options of the data source: each declared once, parsed, checked and, where secret, kept out
 * of every text.
 *
 * <p>Hands out what {@code client} and {@code csv} need; asks Spark for the session's defaults and
 * its version, and Hadoop for the key. Must not know schemas or scans.
 */
package io.github.pigmentspark.options;
