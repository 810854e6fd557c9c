/**
 * What the connector costs, in time and memory, beside what people did before it. {@code Benchmark}
 * compares whole reads in a real Spark, through {@code spark.read} and the shaded jar; {@code
 * ConverterBenchmark}, in the room {@code read}, looks at single conversions.
 */
package io.github.pigmentspark.benchmark;
