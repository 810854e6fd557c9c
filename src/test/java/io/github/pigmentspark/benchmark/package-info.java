/**
 * What the connector costs, in time and memory, beside what people did before it. {@code Benchmark}
 * compares whole reads in a real Spark; {@code ConverterBenchmark} looks at single conversions.
 * Uses the connector through {@code spark.read}, the shaded jar.
 */
package io.github.pigmentspark.benchmark;
