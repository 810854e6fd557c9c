/**
 * A simulator of Pigment on the loopback interface. It serves views as the export API does, and
 * fails on demand.
 *
 * <p>May use MockWebServer, OkHttp and Okio. Must not know JUnit, Spark or the connector: it also
 * runs as a program.
 */
package io.github.pigmentspark.simulator;
