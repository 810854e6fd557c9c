/**
 * The vocabulary of Pigment's API: what to export, the settings of a connection, API tokens,
 * exceptions.
 *
 * <p>Immutable values. May use the JDK only.
 */
package io.github.pigmentspark.pigment;
