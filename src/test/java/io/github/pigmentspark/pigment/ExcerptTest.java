package io.github.pigmentspark.pigment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void returnsShortTextUnchanged() {
    assertEquals("", Excerpt.of("", 3));
    assertEquals("abc", Excerpt.of("abc", 3));
  }

  @Test
  void marksWhereLongTextIsCut() {
    assertEquals("abc…", Excerpt.of("abcd", 3));
  }

  @Test
  void countsSurrogatePairAsOneCharacter() {
    assertEquals("🛋🛋🛋", Excerpt.of("🛋🛋🛋", 3));
    assertEquals("a🛋…", Excerpt.of("a🛋🛋", 2));
  }
}
