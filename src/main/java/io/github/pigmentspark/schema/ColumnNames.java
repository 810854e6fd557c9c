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
 * From the header of an export to the names of columns. The same header always gives the same
 * names, so that the driver's schema and an executor's export meet by name.
 */
public final class ColumnNames implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What Delta refuses in a name, and the carriage return. */
  private static final Pattern UNSAFE = Pattern.compile("[ ,;{}()\n\r\t=]+");

  private static final Pattern UNSAFE_ENDS =
      Pattern.compile("^" + UNSAFE.pattern() + "|" + UNSAFE.pattern() + "\\z");

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
   * A name for each column of a header, all different. A blank one becomes {@code _c} and its
   * position from 0, as in Spark's own CSV source; a repeated one gets {@code _2}, {@code _3}, past
   * any that the header has itself.
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

  /** The same for headers that are told apart by a number only. */
  String key(String header) {
    return caseSensitivity.key(styled(header));
  }

  private String styled(String header) {
    if (style == NamingStyle.ORIGINAL || !UNSAFE.matcher(header).find()) {
      return header;
    }
    return UNSAFE.matcher(UNSAFE_ENDS.matcher(header).replaceAll("")).replaceAll("_");
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
