/**
 * A simulator of Pigment on the loopback interface. It serves views like the export API, and fails
 * on demand.
 *
 * <p>It may use MockWebServer, OkHttp and Okio. It must not depend on JUnit, Spark or the
 * connector, because it also runs as a program.
 */
package io.github.pigmentspark.simulator;
