package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.PigmentException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Options of {@code spark.read.csv} that people set by habit. Values that describe an export as it
 * is are accepted; others would change what is read if they had an effect, and fail.
 */
final class CsvOptions {
  private static final Map<String, CsvOptions> ALL = new HashMap<>();

  static {
    String separator = "The fields of an export are always separated by semicolons. Remove it.";
    String encoding = "Exports are always UTF-8. Remove it.";
    String numbers = "Read the column as STRING with schemaHints, and convert it in Spark.";
    String times = "Read the column as STRING with schemaHints, and use to_timestamp().";
    String trim = "Cells are read unchanged. Use trim() after the read.";
    add("header", "true", "Exports always have a header. Remove it.");
    add("sep", ";", separator);
    add("delimiter", ";", separator);
    add("encoding", "utf-?8", encoding);
    add("charset", "utf-?8", encoding);
    add("quote", "\"", "Fields of an export are always quoted by \". Remove it.");
    add("escape", "\"", "A quote inside a quoted field is always doubled. Remove it.");
    add("charToEscapeQuoteEscaping", "\"", "A quote is always doubled. Remove it.");
    add("lineSep", "\r?\n", "Records end in a line feed, with or without CR. Remove it.");
    add("multiLine", "true|false", "");
    add("comment", "", "Exports have no comments. Use a filter after the read.");
    add("nullValue", "", "Blank cells are null. For other values, use nullif() after the read.");
    add("emptyValue", "(?!)", "Blank cells are null. Use coalesce() after the read.");
    add("nanValue", "NaN", numbers);
    add("positiveInf", "Inf", numbers);
    add("negativeInf", "-Inf", numbers);
    add("locale", "en-US", numbers);
    add("timestampFormat", "(?!)", times);
    add("timestampNTZFormat", "(?!)", times);
    add("preferDate", "true", "Use schemaHints to choose the type of a column.");
    add("ignoreLeadingWhiteSpace", "false", trim);
    add("ignoreTrailingWhiteSpace", "false", trim);
    add("enforceSchema", "false", "Columns are always found by their names. Remove it.");
    add("samplingRatio", "(?!)", "Use sampleSize, the number of records to infer types from.");
  }

  private final String name;
  private final Pattern harmless;
  private final String advice;

  private CsvOptions(String name, String harmless, String advice) {
    this.name = name;
    this.harmless = Pattern.compile(harmless, Pattern.CASE_INSENSITIVE);
    this.advice = advice;
  }

  private static void add(String name, String harmless, String advice) {
    ALL.put(name.toLowerCase(Locale.ROOT), new CsvOptions(name, harmless, advice));
  }

  /**
   * Returns whether an option is one of {@code spark.read.csv} with a value that needs no
   * attention.
   *
   * @throws PigmentException if it would change what is read
   */
  static boolean accepts(String name, String value) {
    CsvOptions option = ALL.get(name.toLowerCase(Locale.ROOT));
    if (option == null) {
      return false;
    }
    if (value == null || option.harmless.matcher(value).matches()) {
      return true;
    }
    throw new PigmentException(
        String.format(
            "Option %s is \"%s\", but only spark.read.csv has this option. %s",
            option.name, Masked.of(value), option.advice));
  }
}
