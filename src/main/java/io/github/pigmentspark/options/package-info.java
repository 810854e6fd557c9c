/**
 * The options of the data source and of a catalog. {@link
 * io.github.pigmentspark.options.OptionSpecs} declares each of them once.
 *
 * <p>May use Spark's session and Hadoop's configuration, for settings and keys. Must not know
 * schemas or scans.
 */
package io.github.pigmentspark.options;
