package io.github.pigmentspark.it;

/** Where a secret could come to light. */
enum Place {
  /** EXPLAIN of a read, in all modes. */
  EXPLAIN,
  /** DESCRIBE EXTENDED, SHOW CREATE TABLE, SHOW TBLPROPERTIES. */
  DESCRIBE,
  /** What statements that print what they were given answer: SET, EXPLAIN CREATE. */
  ASKED_FOR,
  /** What the application prints: {@code explain()}, {@code show()}. */
  CONSOLE,
  /** Spark's event log, on disk. */
  EVENT_LOG,
  /** The pages of Spark's UI. */
  UI,
  /** Its REST API. */
  REST_API,
  /** Messages, causes and stack traces. */
  EXCEPTIONS,
  /** The text of every object of the connector's that a read is made of. */
  TO_STRING,
  /** All that the connector and its HTTP client log, at TRACE. */
  CONNECTOR_LOG,
  /** All that is logged at INFO. */
  SPARK_LOG,
  /** All that is logged at DEBUG. */
  SPARK_DEBUG_LOG
}
