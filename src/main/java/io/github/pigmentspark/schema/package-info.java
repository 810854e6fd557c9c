/**
 * The schema of an export: names of columns from its header, types from a sample, and the texts
 * that Pigment writes values in.
 *
 * <p>May use Spark's types, {@code csv} and {@code options}; of {@code pigment} only the request
 * and the exceptions. Must not know HTTP or scans.
 */
package io.github.pigmentspark.schema;
