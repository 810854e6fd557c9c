package io.github.pigmentspark.it;

/** The Hadoop that Spark brings. */
final class Hadoop {
  private Hadoop() {}

  /** Returns false for Spark 4.1 on Java 24 and newer, where its Hadoop fails (HADOOP-19212). */
  static boolean writesFiles() {
    return !System.getProperty("it.spark.version").startsWith("4.1.")
        || Runtime.version().feature() < 24;
  }
}
