/**
 * The connector's time and memory, compared with other ways to read an export. {@code Benchmark}
 * runs whole reads in a real Spark, through {@code spark.read} and the shaded jar.
 */
package io.github.pigmentspark.benchmark;
