/**
 * The schema of an export: column names from its header, types from a sample, and the formats in
 * which Pigment writes values.
 *
 * <p>This package may use Spark's types, {@code csv}, {@code options}, and the request and
 * exceptions from {@code pigment}. It must not depend on HTTP or scans.
 */
package io.github.pigmentspark.schema;
