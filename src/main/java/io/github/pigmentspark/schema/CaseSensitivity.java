package io.github.pigmentspark.schema;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** Whether names that differ only by case are the same: {@code spark.sql.caseSensitive}. */
public enum CaseSensitivity {
  SENSITIVE,
  INSENSITIVE;

  /** As the active session has it; for the driver. */
  public static CaseSensitivity ofThisSession() {
    String conf = SparkSession.active().conf().get("spark.sql.caseSensitive", "false");
    return Boolean.parseBoolean(conf) ? SENSITIVE : INSENSITIVE;
  }

  /** Equal for names that are the same. */
  public String key(String name) {
    return this == SENSITIVE ? name : name.toLowerCase(Locale.ROOT);
  }
}
