package io.github.pigmentspark.schema;

import static io.github.pigmentspark.options.NamingStyle.ORIGINAL;
import static io.github.pigmentspark.options.NamingStyle.SAFE;
import static io.github.pigmentspark.schema.CaseSensitivity.INSENSITIVE;
import static io.github.pigmentspark.schema.CaseSensitivity.SENSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.options.NamingStyle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnNamesTest {
  @Test
  void keepsUniqueNames() {
    assertNames(
        ORIGINAL,
        INSENSITIVE,
        "Month|Cost centre|Ünïcode|a.b|`x`",
        "Month|Cost centre|Ünïcode|a.b|`x`");
  }

  @ParameterizedTest
  @CsvSource({
    "A|A, A|A_2",
    "A|A|A|A, A|A_2|A_3|A_4",
    "A|B|A|B|A, A|B|A_2|B_2|A_3",
    "A|A_2|A, A|A_2|A_3",
    "A|A|A_2, A|A_3|A_2",
    "A|A_2|A_2, A|A_2|A_2_2",
    "A|A_2|A_3|A|A, A|A_2|A_3|A_4|A_5",
    "A|A|A_2|A_2, A|A_3|A_2|A_2_2",
  })
  void numbersRepeatedNames(String header, String expected) {
    assertNames(ORIGINAL, SENSITIVE, header, expected);
    assertNames(ORIGINAL, INSENSITIVE, header, expected);
  }

  @Test
  void respectsCaseSensitivity() {
    assertNames(ORIGINAL, SENSITIVE, "Month|MONTH|month", "Month|MONTH|month");
    assertNames(ORIGINAL, INSENSITIVE, "Month|MONTH|month", "Month|MONTH_2|month_3");
    assertNames(ORIGINAL, INSENSITIVE, "a|A|A_2|ä|Ä", "a|A_3|A_2|ä|Ä_2");
  }

  @Test
  void namesBlankColumnsByPosition() {
    assertNames(ORIGINAL, INSENSITIVE, "A||B|", "A|_c1|B|_c3");
    assertNames(ORIGINAL, INSENSITIVE, "_c1|", "_c1|_c1_2");
    assertNames(ORIGINAL, INSENSITIVE, "|_c0", "_c0|_c0_2");
  }

  @Test
  void makesNamesSafeForParquetAndDelta() {
    assertNames(SAFE, INSENSITIVE, "Cost centre|P&L (k€)", "Cost_centre|P&L_k€");
    assertNames(SAFE, INSENSITIVE, "a, b; c={d}\te\r\nf", "a_b_c_d_e_f");
    assertNames(SAFE, INSENSITIVE, " Month |(x)|=", "Month|x|_c2");
    assertNames(SAFE, INSENSITIVE, "a_b|a.b|a-b", "a_b|a.b|a-b");
  }

  @Test
  void numbersNamesThatBecomeEqualWhenSafe() {
    assertNames(SAFE, INSENSITIVE, "a b|a,b|A;B|a_b", "a_b|a_b_2|A_B_3|a_b_4");
    assertNames(SAFE, INSENSITIVE, " |;|_c0", "_c0|_c1|_c0_2");
  }

  @Test
  void keepsEveryCharacterOfOriginalNames() {
    assertNames(ORIGINAL, INSENSITIVE, " a; b |  ", " a; b |  ");
  }

  @Test
  void givesUniqueNamesToAnyHeader() {
    SplittableRandom random = new SplittableRandom(20_241_121);
    String[] parts = {"A", "a", "B", "_2", "_3", "_", " ", ";", "_c0", "_c1", "_C2", ""};
    for (int n = 0; n < 5_000; n++) {
      List<String> header = new ArrayList<>();
      for (int i = random.nextInt(1, 9); i > 0; i--) {
        header.add(part(parts, random) + part(parts, random) + part(parts, random));
      }
      for (NamingStyle style : NamingStyle.values()) {
        for (CaseSensitivity caseSensitivity : CaseSensitivity.values()) {
          checkNames(ColumnNames.of(style, caseSensitivity), style, header);
        }
      }
    }
  }

  private static void checkNames(ColumnNames naming, NamingStyle style, List<String> header) {
    List<String> names = naming.name(header);
    assertEquals(header.size(), names.size());
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      assertFalse(name.isEmpty(), header.toString());
      assertTrue(keys.add(naming.caseSensitivity().key(name)), header + " to " + names);
      if (style == SAFE) {
        assertFalse(name.matches("(?s).*[ ,;{}()\n\t=].*"), name);
      } else if (!header.get(i).isEmpty()
          && header.subList(0, i).stream().noneMatch(header.get(i)::equalsIgnoreCase)
          && !header.get(i).toLowerCase(Locale.ROOT).startsWith("_c")) {
        assertEquals(header.get(i), name, header + " to " + names);
      }
    }
    assertEquals(names, naming.name(header));
  }

  private static String part(String[] parts, SplittableRandom random) {
    return parts[random.nextInt(parts.length)];
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50_000})
  void numbersRepeatedNamesInLinearTime(int literal) {
    List<String> header = new ArrayList<>(Collections.nCopies(100_000, "A"));
    for (int i = 0; i < literal; i++) {
      header.set(i, "A_" + (i + 2));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          List<String> names = ColumnNames.of(SAFE, INSENSITIVE).name(header);
          assertEquals("A_100000", names.get(header.size() - 1));
          assertEquals(header.size(), new HashSet<>(names).size());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a"})
  void makesNamesWithManyBlanksSafeInLinearTime(String end) {
    String blanks = String.join("", Collections.nCopies(60_000, " "));
    List<String> header = List.of("a" + blanks + "b" + blanks + end);

    List<String> names =
        assertTimeoutPreemptively(
            Duration.ofSeconds(2), () -> ColumnNames.of(SAFE, INSENSITIVE).name(header));

    assertEquals(List.of(end.isEmpty() ? "a_b" : "a_b_a"), names);
  }

  @Test
  void equalsOneOfTheSameStyle() {
    assertEquals(ColumnNames.of(SAFE, SENSITIVE), ColumnNames.of(SAFE, SENSITIVE));
    assertEquals(
        ColumnNames.of(SAFE, SENSITIVE).hashCode(), ColumnNames.of(SAFE, SENSITIVE).hashCode());
    assertNotEquals(ColumnNames.of(SAFE, SENSITIVE), ColumnNames.of(ORIGINAL, SENSITIVE));
    assertNotEquals(ColumnNames.of(SAFE, SENSITIVE), ColumnNames.of(SAFE, INSENSITIVE));
  }

  private static void assertNames(
      NamingStyle style, CaseSensitivity caseSensitivity, String header, String expected) {
    assertEquals(
        Arrays.asList(expected.split("\\|", -1)),
        ColumnNames.of(style, caseSensitivity).name(Arrays.asList(header.split("\\|", -1))));
  }
}
