package io.github.pigmentspark.it;

/** A way to pass a secret to a Spark application. Each has another secret. */
enum Channel {
  /** {@code spark.read.option("apiToken", …)}. */
  OPTION,
  /** {@code CREATE TEMPORARY VIEW … OPTIONS (apiToken '…')}. */
  SQL_OPTION,
  /** {@code spark.conf.set("spark.datasource.pigment.apiToken", …)}. */
  RUN_TIME_CONF,
  /** {@code spark.conf.set("spark.datasource.pigment.apiKey", …)}. */
  RUN_TIME_API_KEY,
  /** {@code spark.datasource.pigment.apiToken} in spark-defaults.conf, or as {@code --conf}. */
  APPLICATION_CONF,
  /** The same, changed while the session runs. */
  CHANGED_CONF,
  /** A file of Hadoop's credential provider. */
  CREDENTIAL_PROVIDER,
  /** {@code spark.hadoop.pigment.api.token}, where the credential provider falls back to. */
  HADOOP_CONF,
  /** {@code PIGMENT_API_KEY}. */
  ENVIRONMENT,
  /** {@code CREATE TABLE … USING pigment OPTIONS (apiToken '…')}. */
  CREATE_TABLE,
  /** {@code spark.read.option("apiKey", …)}. */
  API_KEY,
  /** {@code CREATE TEMPORARY VIEW … OPTIONS (apiKey '…')}. */
  SQL_API_KEY,
  /** {@code spark.datasource.pigment.apiKey} in spark-defaults.conf. */
  CONF_API_KEY,
  /** SQL's {@code SET spark.datasource.pigment.apiToken=…}. */
  SQL_SET,
  /** {@code EXPLAIN CREATE TABLE … OPTIONS (apiToken '…')}. */
  SQL_EXPLAIN_CREATE,
  /** A statement with the key in it that does not parse. */
  SQL_SYNTAX_ERROR,
  /** The environment variable of another machine: {@code spark.yarn.appMasterEnv.…}. */
  CONF_FOR_ENVIRONMENT,
  /** The password of a proxy: {@code -Dhttps.proxyPassword=…}. */
  PROXY_PROPERTY,
  /** The same in {@code spark.executor.extraJavaOptions}. */
  PROXY_IN_JAVA_OPTIONS,
  /** {@code spark.sql.catalog.pigment.apiToken} in spark-defaults.conf. */
  CATALOG_CONF,
  /** {@code spark.sql.catalog.pigment.metadataToken} in spark-defaults.conf. */
  CATALOG_METADATA_CONF,
  /** {@code spark.conf.set("spark.sql.catalog.late.apiToken", …)}. */
  RUN_TIME_CATALOG_CONF,
  /** {@code spark.conf.set("spark.sql.catalog.late.metadataToken", …)}. */
  RUN_TIME_CATALOG_METADATA_CONF;

  /** Returns the unique part of the secret, to search for. */
  String mark() {
    return String.format("%016x", 0x9E3779B97F4A7C15L * (ordinal() + 1)).substring(0, 12);
  }

  String secret() {
    return mark() + "_canary_test_key";
  }
}
