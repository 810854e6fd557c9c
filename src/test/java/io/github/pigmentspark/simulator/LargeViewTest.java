package io.github.pigmentspark.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeViewTest {
  @Test
  void idContainsNumberOfRecords() {
    assertEquals("00000000-0000-4000-8000-0000000f4240", Simulator.largeView(1_000_000));
    assertEquals(1_000, records(Simulator.largeView(1_000)).size());
    assertEquals(0, records(Simulator.largeView(0)).size());
  }

  @Test
  void rejectsNumberThatIdCannotContain() {
    assertThrows(IllegalArgumentException.class, () -> Simulator.largeView(-1));
    assertThrows(IllegalArgumentException.class, () -> Simulator.largeView(1L << 48));
  }

  @Test
  void recordsNeverChange() {
    List<String> few = records(Simulator.largeView(1_000));
    List<String> many = records(Simulator.largeView(50_000));

    assertEquals(few, many.subList(0, 1_000));
    assertEquals(
        "PL;Whiteboard;0000000001;Feb 22;2022-02-12;41401;128731.86383928572;-206.298828125;"
            + "false;n/a\n",
        few.get(1));
  }

  @Test
  void recordsHaveBlanksQuotesAndLongNumbers() {
    List<String> records = records(Simulator.largeView(50_000));

    int blank = 0;
    int quoted = 0;
    int long17 = 0;
    for (int i = 0; i < records.size(); i++) {
      String[] fields = records.get(i).stripTrailing().split(";", 10);
      assertEquals(10, fields.length, records.get(i));
      assertEquals(String.format("%010d", i), fields[2]);
      blank += fields[7].isEmpty() ? 1 : 0;
      quoted += fields[9].startsWith("\"") ? 1 : 0;
      long17 += fields[6].length() == 18 ? 1 : 0;
    }
    assertTrue(blank > 2_000 && blank < 5_000, blank + " blanks");
    assertTrue(quoted > 200 && quoted < 1_000, quoted + " quoted");
    assertTrue(long17 > 1_000, long17 + " numbers of 17 digits");
  }

  private static List<String> records(String view) {
    List<String> records = new ArrayList<>();
    try (Records split =
        new Records(
            (index, record) -> {
              if (index >= 0) {
                records.add(new String(record, StandardCharsets.UTF_8));
              }
            })) {
      LargeView.find(view).orElseThrow().body(DateStyle.ISO).writeTo(split);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }
}
