/**
 * Header and sample to schema: the names of columns, the types that cells can have, the texts that
 * Pigment writes them in.
 *
 * <p>Knows Spark's types, and the rooms {@code csv} and {@code options}. Must not know HTTP or
 * scans.
 */
package io.github.pigmentspark.schema;
