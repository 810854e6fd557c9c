/**
 * The schema of an export: column names from its header, types from a sample, and Pigment's formats
 * of values.
 *
 * <p>May use Spark's types, {@code csv} and {@code options}; of {@code pigment} only the request
 * and the exceptions. Must not know HTTP or scans.
 */
package io.github.pigmentspark.schema;
