/**
 * Header and sample to schema: the names of columns, the types that cells can have, the texts that
 * Pigment writes them in.
 *
 * <p>Knows Spark's types, and the rooms {@code csv} and {@code options}; of {@code client} only the
 * request that an error names. Must not know HTTP or scans.
 */
package io.github.pigmentspark.schema;
