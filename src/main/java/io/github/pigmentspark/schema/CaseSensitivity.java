package io.github.pigmentspark.schema;

import org.apache.spark.sql.SparkSession;

/** The case sensitivity of names, as set by {@code spark.sql.caseSensitive}. */
public enum CaseSensitivity {
  SENSITIVE,
  INSENSITIVE;

  /** Returns the setting of the active session. Must be called on the driver. */
  public static CaseSensitivity ofThisSession() {
    String conf = SparkSession.active().conf().get("spark.sql.caseSensitive", "false");
    return Boolean.parseBoolean(conf) ? SENSITIVE : INSENSITIVE;
  }

  /** Returns a key that is the same for all names that Spark considers equal. */
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
