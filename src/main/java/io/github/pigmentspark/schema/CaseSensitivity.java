package io.github.pigmentspark.schema;

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

  /** Equal for names that are the same, to Spark as to {@link String#equalsIgnoreCase}. */
  public String key(String name) {
    if (this == SENSITIVE) {
      return name;
    }
    char[] folded = name.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }
}
