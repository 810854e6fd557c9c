package io.github.pigmentspark.it;

/** A place that could show a secret. */
enum Place {
  /** EXPLAIN of a read, in all modes. */
  EXPLAIN,
  /** DESCRIBE EXTENDED, SHOW CREATE TABLE, SHOW TBLPROPERTIES. */
  DESCRIBE,
  /** The results of statements that print their arguments: SET, EXPLAIN CREATE. */
  ASKED_FOR,
  /** The application's output: {@code explain()}, {@code show()}. */
  CONSOLE,
  /** Spark's event log, on disk. */
  EVENT_LOG,
  /** The pages of Spark's UI. */
  UI,
  /** Its REST API. */
  REST_API,
  /** Messages, causes and stack traces. */
  EXCEPTIONS,
  /** The text of each of the connector's objects in a read. */
  TO_STRING,
  /** The log of the connector and its HTTP client at TRACE. */
  CONNECTOR_LOG,
  /** The log at INFO. */
  SPARK_LOG,
  /** The log at DEBUG. */
  SPARK_DEBUG_LOG
}
