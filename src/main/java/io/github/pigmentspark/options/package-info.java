/**
 * The options of the data source and of a catalog. {@link
 * io.github.pigmentspark.options.OptionSpecs} declares each option once.
 *
 * <p>This package may use Spark's session and Hadoop's configuration to find settings and keys, and
 * must not depend on schemas or scans.
 */
package io.github.pigmentspark.options;
