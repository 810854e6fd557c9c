package io.github.pigmentspark.schema;

import io.github.pigmentspark.options.NamingStyle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules that derive column names from the header of an export. The same header always results
 * in the same names, so that an executor can find the columns of the driver's schema by name.
 */
public final class ColumnNames implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The characters that Delta rejects in a column name, and the carriage return. */
  private static final String UNSAFE_CHARS = " ,;{}()\n\r\t=";

  private static final Pattern UNSAFE = Pattern.compile("[" + UNSAFE_CHARS + "]+");

  private final NamingStyle style;
  private final CaseSensitivity caseSensitivity;

  private ColumnNames(NamingStyle style, CaseSensitivity caseSensitivity) {
    this.style = style;
    this.caseSensitivity = caseSensitivity;
  }

  public static ColumnNames of(NamingStyle style, CaseSensitivity caseSensitivity) {
    return new ColumnNames(style, caseSensitivity);
  }

  public CaseSensitivity caseSensitivity() {
    return caseSensitivity;
  }

  /**
   * Returns a unique name for each column of a header. A blank name becomes {@code _c} followed by
   * the position of its column, starting with 0, as in Spark's own CSV source. A repeated name gets
   * the suffix {@code _2}, {@code _3} and so on, but never becomes a name that is already in the
   * header.
   */
  public List<String> name(List<String> header) {
    List<String> wanted = new ArrayList<>(header.size());
    Set<String> reserved = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = styled(header.get(i));
      wanted.add(name.isEmpty() ? "_c" + i : name);
      reserved.add(caseSensitivity.key(wanted.get(i)));
    }
    List<String> names = new ArrayList<>(wanted.size());
    Map<String, Integer> seen = new HashMap<>();
    for (String name : wanted) {
      int occurrence = seen.merge(caseSensitivity.key(name), 1, Integer::sum);
      names.add(occurrence == 1 ? name : numbered(name, occurrence, reserved, seen));
    }
    return names;
  }

  private String numbered(
      String name, int occurrence, Set<String> reserved, Map<String, Integer> seen) {
    int suffix = occurrence;
    while (!reserved.add(caseSensitivity.key(name + "_" + suffix))) {
      suffix++;
    }
    seen.put(caseSensitivity.key(name), suffix);
    return name + "_" + suffix;
  }

  /**
   * Returns a key that is the same for titles whose column names differ only in the numeric suffix.
   */
  String key(String header) {
    return caseSensitivity.key(styled(header));
  }

  private String styled(String header) {
    if (style == NamingStyle.ORIGINAL || header.isEmpty()) {
      return header;
    }
    String safe = UNSAFE.matcher(header).replaceAll("_");
    int start = isUnsafe(header.charAt(0)) ? 1 : 0;
    int end = safe.length() - (isUnsafe(header.charAt(header.length() - 1)) ? 1 : 0);
    return start < end ? safe.substring(start, end) : "";
  }

  private static boolean isUnsafe(char c) {
    return UNSAFE_CHARS.indexOf(c) >= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnNames
        && style == ((ColumnNames) other).style
        && caseSensitivity == ((ColumnNames) other).caseSensitivity;
  }

  @Override
  public int hashCode() {
    return Objects.hash(style, caseSensitivity);
  }
}
