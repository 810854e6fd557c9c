/**
 * The vocabulary of Pigment's API: export request, token, settings, retry policy, exceptions.
 *
 * <p>Immutable values. May use the JDK only. Must not know HTTP, CSV or Spark.
 */
package io.github.pigmentspark.pigment;
