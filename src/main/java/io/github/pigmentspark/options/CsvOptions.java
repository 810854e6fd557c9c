package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.PigmentException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options of {@code spark.read.csv} that people set out of habit. A value that describes the
 * format of an export is accepted. Any other value is rejected, because the user expects it to
 * change the result.
 */
final class CsvOptions {
  private static final Map<String, CsvOptions> ALL = new HashMap<>();

  static {
    String separator =
        "The fields of an export are always separated by semicolons. Remove the option.";
    String encoding = "Exports are always UTF-8. Remove the option.";
    String numbers = "Read the column as STRING with schemaHints, and convert it in Spark.";
    String times = "Read the column as STRING with schemaHints, and use to_timestamp().";
    String trim = "Cells are read unchanged. Use trim() after the read.";
    add("header", "true", "Exports always have a header. Remove the option.");
    add("sep", ";", separator);
    add("delimiter", ";", separator);
    add("encoding", "utf-?8", encoding);
    add("charset", "utf-?8", encoding);
    add("quote", "\"", "Fields of an export are always quoted with \". Remove the option.");
    add("escape", "\"", "A quote inside a quoted field is always doubled. Remove the option.");
    add(
        "charToEscapeQuoteEscaping",
        "\"",
        "A quote inside a quoted field is always doubled. Remove the option.");
    add("lineSep", "\r?\n", "Records always end with LF or CRLF. Remove the option.");
    add("multiLine", "true|false", "");
    add("comment", "", "Exports have no comments. Filter the rows after the read.");
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
    add("enforceSchema", "false", "Columns are always matched by name. Remove the option.");
    add(
        "samplingRatio",
        "(?!)",
        "Use sampleSize, the number of records from which to infer types.");
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
   * Returns whether an option belongs to {@code spark.read.csv} and has a value that describes the
   * format of an export.
   *
   * @throws PigmentException if the option belongs to {@code spark.read.csv} but has a different
   *     value
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
