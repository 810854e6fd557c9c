package io.github.pigmentspark.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.regex.Pattern;

/** FastCSV, the parser that the differential tests compare with. */
final class FastCsv {
  private static final Pattern BARE_CARRIAGE_RETURN = Pattern.compile("\\r(?!\\n|\\z)");

  /** Replaces bare carriage returns; no test has this character in its data. */
  private static final String REPLACEMENT = "\uE000";

  private FastCsv() {}

  /**
   * Parses all records, including the header, of a text whose only bare carriage returns are in
   * quotes. They are replaced for FastCSV, which loses a record whose last line break in quotes is
   * a bare carriage return, if a line feed alone ends the record.
   */
  static List<List<String>> parse(String csv) {
    return parseRaw(BARE_CARRIAGE_RETURN.matcher(csv).replaceAll(REPLACEMENT)).stream()
        .map(record -> record.stream().map(field -> field.replace(REPLACEMENT, "\r")).toList())
        .toList();
  }

  /**
   * Parses all records of an unchanged text.
   *
   * @throws de.siegmar.fastcsv.reader.CsvParseException if text follows a closing quote
   */
  static List<List<String>> parseRaw(String csv) {
    return CsvReader.builder()
        .fieldSeparator(';')
        .quoteCharacter('"')
        .skipEmptyLines(false)
        .acceptCharsAfterQuotes(false)
        .maxBufferSize(1 << 26)
        .ofCsvRecord(csv)
        .stream()
        .map(CsvRecord::getFields)
        .toList();
  }
}
