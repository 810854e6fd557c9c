package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pigmentspark.options.NamingStyle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeaderResolverTest {
  private static final ColumnNames ORIGINAL =
      ColumnNames.of(NamingStyle.ORIGINAL, CaseSensitivity.INSENSITIVE);
  private static final ColumnNames SAFE =
      ColumnNames.of(NamingStyle.SAFE, CaseSensitivity.INSENSITIVE);

  @ParameterizedTest
  @CsvSource({
    "A|B, B|A, 1 0",
    "A|B, B, missing 0",
    "A|B, b|X|a, 2 0",
    "Revenue|revenue, revenue|Revenue, 1 0",
    "Revenue|revenue, revenue, missing 0",
    "Revenue|revenue, Revenue, 0 missing",
    "Revenue|revenue, REVENUE, missing missing",
    "Revenue, Revenue|revenue, 0",
    "revenue, Revenue, 0",
    "revenue, Revenue|REVENUE, missing",
    "Cost|Cost, Cost|Cost, 0 1",
    "Cost|Cost, A|Cost|Cost, 1 2",
    "Cost|Cost, Cost, uncertain uncertain",
    "Cost, Cost|Cost, uncertain",
    "Cost|Cost, Cost|Cost|Cost, uncertain uncertain",
    "Cost|Cost, Cost_2|Cost|Cost, 1 2",
    "Cost|Cost|Cost_2, Cost_2|Cost, uncertain uncertain 0",
    "Cost|Cost, Price, missing missing",
    "A||B|, A||B|, 0 1 2 3",
    "A||B|, A|X|B|, 0 missing 2 3",
    "A||B|, B|, missing 1 0 missing",
    "A|, |A, 1 missing",
    "A|, A, 0 missing",
  })
  void findsTheColumnThatHadTheName(String seen, String present, String expected) {
    assertFound(ORIGINAL, seen, present, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Net sales|Net_sales, Net_sales|Net sales, 1 0",
    "Net sales|Net_sales, Net_sales, missing 0",
    "Net sales, Net_sales, 0",
    "Net sales|Net sales, Net sales|Net_sales|Net sales, 0 2",
  })
  void findsTheColumnThatHadTheSafeName(String seen, String present, String expected) {
    assertFound(SAFE, seen, present, expected);
  }

  @Test
  void findsEachColumnOfItsOwnHeader() {
    SplittableRandom random = new SplittableRandom(7);
    String[] parts = {"A", "a", "A_2", "b c", "b_c", ""};
    for (int n = 0; n < 1_000; n++) {
      List<String> header =
          random
              .ints(random.nextInt(1, 9), 0, parts.length)
              .mapToObj(i -> parts[i])
              .collect(Collectors.toList());
      for (ColumnNames naming : List.of(ORIGINAL, SAFE)) {
        List<String> names = naming.name(header);
        // An equal header is not searched; one with another column is.
        List<String> longer = new ArrayList<>(header);
        longer.add("another");
        for (int i = 0; i < names.size(); i++) {
          assertEquals(i, HeaderResolver.of(naming, header, header).find(names.get(i)));
          assertEquals(
              i, HeaderResolver.of(naming, header, longer).find(names.get(i)), header + "");
        }
      }
    }
  }

  @Test
  void doesNotFindANameOfNoColumn() {
    List<String> header = List.of("A", "B");
    assertEquals(HeaderResolver.MISSING, HeaderResolver.of(ORIGINAL, header, header).find("C"));
    assertEquals(
        HeaderResolver.MISSING, HeaderResolver.of(ORIGINAL, header, List.of("A", "C")).find("C"));
  }

  @Test
  void findsRepeatedColumnsInLinearTime() {
    List<String> header = Collections.nCopies(100_000, "A");
    List<String> present = new ArrayList<>(header);
    present.add(0, "B");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          HeaderResolver finder = HeaderResolver.of(ORIGINAL, header, present);
          List<String> names = ORIGINAL.name(header);
          for (int i = 0; i < names.size(); i++) {
            assertEquals(i + 1, finder.find(names.get(i)));
          }
        });
  }

  private static void assertFound(
      ColumnNames naming, String seen, String present, String expected) {
    List<String> header = split(seen);
    HeaderResolver finder = HeaderResolver.of(naming, header, split(present));
    String found =
        naming.name(header).stream()
            .map(name -> shown(finder.find(name)))
            .collect(Collectors.joining(" "));
    assertEquals(expected, found);
  }

  private static List<String> split(String header) {
    return Arrays.asList(header.split("\\|", -1));
  }

  private static String shown(int position) {
    return position == HeaderResolver.MISSING
        ? "missing"
        : position == HeaderResolver.UNCERTAIN ? "uncertain" : String.valueOf(position);
  }
}
