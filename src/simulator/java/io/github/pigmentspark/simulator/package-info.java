/**
 * A stand-in for Pigment on the loopback interface: it serves views as the export API does, and
 * misbehaves on demand.
 *
 * <p>May use MockWebServer, OkHttp and Okio. Must not know JUnit, Spark or the connector: it also
 * runs on its own, as a program.
 */
package io.github.pigmentspark.simulator;
