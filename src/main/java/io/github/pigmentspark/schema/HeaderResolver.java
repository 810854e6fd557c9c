package io.github.pigmentspark.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A resolver that finds columns by name in the header of an export. If the names come from the
 * header of an earlier export, it finds the column that had the name in that export. The same name
 * can now belong to a different column: if columns with the same title are added, removed or moved,
 * the numeric suffixes of their names change.
 */
public final class HeaderResolver {
  /** The result of {@link #find} if there is no such column. */
  public static final int MISSING = -1;

  /**
   * The result of {@link #find} if several columns have or had this title, and it is unclear which
   * one is meant.
   */
  public static final int UNCERTAIN = -2;

  private final Header seen;
  private final Header present;

  private HeaderResolver(Header seen, Header present) {
    this.seen = seen;
    this.present = present;
  }

  /**
   * Returns a resolver for an export.
   *
   * @param seen the header from which the names were derived, or {@code present} if there was none
   * @param present the header of the export
   */
  public static HeaderResolver of(ColumnNames naming, List<String> seen, List<String> present) {
    Header found = new Header(naming, present);
    return new HeaderResolver(seen.equals(present) ? found : new Header(naming, seen), found);
  }

  /** Returns the position of a column, {@link #MISSING} or {@link #UNCERTAIN}. */
  public int find(String name) {
    Integer position = seen.positions.get(seen.key(name));
    if (position == null) {
      return MISSING;
    }
    if (seen == present) {
      return position;
    }
    String title = seen.titles.get(position);
    if (title.isEmpty()) {
      boolean isThere = position < present.titles.size() && present.titles.get(position).isEmpty();
      return isThere ? position : MISSING;
    }
    return find(title, position);
  }

  private int find(String title, int position) {
    List<Integer> before = seen.alike(title);
    List<Integer> now = present.alike(title);
    if (now.size() == 1 && before.size() == 1) {
      return now.get(0);
    }
    List<Integer> sameBefore = seen.same(title);
    List<Integer> same = present.same(title);
    if (same.isEmpty()) {
      return MISSING;
    }
    return same.size() == sameBefore.size()
        ? same.get(Collections.binarySearch(sameBefore, position))
        : UNCERTAIN;
  }

  /** Returns the names of the export's columns. */
  public List<String> names() {
    return Collections.unmodifiableList(present.names);
  }

  private static final class Header {
    private final ColumnNames naming;
    private final List<String> titles;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, List<Integer>> alike = new HashMap<>();
    private final Map<String, List<Integer>> same = new HashMap<>();

    Header(ColumnNames naming, List<String> titles) {
      this.naming = naming;
      this.titles = titles;
      this.names = naming.name(titles);
      for (int i = 0; i < titles.size(); i++) {
        positions.put(key(names.get(i)), i);
        alike.computeIfAbsent(naming.key(titles.get(i)), key -> new ArrayList<>()).add(i);
        same.computeIfAbsent(titles.get(i), title -> new ArrayList<>()).add(i);
      }
    }

    String key(String name) {
      return naming.caseSensitivity().key(name);
    }

    /**
     * Returns the columns whose names differ from the name for this title only in the numeric
     * suffix.
     */
    List<Integer> alike(String title) {
      return alike.getOrDefault(naming.key(title), Collections.emptyList());
    }

    /** Returns the columns with exactly this title, in order. */
    List<Integer> same(String title) {
      return same.getOrDefault(title, Collections.emptyList());
    }
  }
}
