package io.github.pigmentspark.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict parser of RFC 8259 JSON into maps, lists, strings, booleans, {@link BigDecimal} and
 * null. The simulator doesn't use the connector's JSON library, so it doesn't share that library's
 * bugs.
 */
final class Json {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int position;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Parses a JSON text.
   *
   * @throws Refusal if the text isn't JSON, or an object has a member twice
   */
  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.space();
    if (json.position < text.length()) {
      throw json.unexpected();
    }
    return value;
  }

  private Object value() {
    space();
    if (position == text.length()) {
      throw unexpected();
    }
    return switch (text.charAt(position)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    position++;
    if (skips('}')) {
      return members;
    }
    do {
      space();
      String name = string();
      expect(':');
      Object value = value();
      if (members.containsKey(name)) {
        throw new Refusal("The member '" + name + "' occurs twice.");
      }
      members.put(name, value);
    } while (skips(','));
    expect('}');
    return members;
  }

  private List<Object> array() {
    List<Object> values = new ArrayList<>();
    position++;
    if (skips(']')) {
      return values;
    }
    do {
      values.add(value());
    } while (skips(','));
    expect(']');
    return values;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        position--;
        throw unexpected();
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    switch (c) {
      case '"', '\\', '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw unexpected();
          }
          code = 16 * code + digit;
        }
        return (char) code;
      default:
        throw unexpected();
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, position)) {
      throw unexpected();
    }
    position += word.length();
    return value;
  }

  private BigDecimal number() {
    Matcher number = NUMBER.matcher(text).region(position, text.length());
    if (!number.lookingAt()) {
      throw unexpected();
    }
    position = number.end();
    return new BigDecimal(number.group());
  }

  private char next() {
    if (position == text.length()) {
      throw unexpected();
    }
    return text.charAt(position++);
  }

  private void expect(char c) {
    if (!skips(c)) {
      throw unexpected();
    }
  }

  private boolean skips(char c) {
    space();
    boolean there = position < text.length() && text.charAt(position) == c;
    position += there ? 1 : 0;
    return there;
  }

  private void space() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private Refusal unexpected() {
    return new Refusal("The body is not valid JSON at character " + position + ".");
  }
}
