package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Pigment API key. It leaves this class only as the value of the {@code Authorization} header,
 * the one header that OkHttp masks when it prints a request.
 */
public final class ApiToken implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The format that Pigment retired, e.g. {@code 3jp2e232-9875-42f4-9fcf-63fe2ce568jp}. */
  private static final Pattern RETIRED_FORMAT =
      Pattern.compile("[0-9a-zA-Z]{8}(-[0-9a-zA-Z]{4}){3}-[0-9a-zA-Z]{12}");

  /** Fewer letters than this at the end of a text are not taken for the beginning of the key. */
  private static final int SHORTEST_PART = 4;

  private final String value;

  private ApiToken(String value) {
    this.value = value;
  }

  /**
   * Checks what can be known of a key without asking Pigment.
   *
   * @throws IllegalArgumentException if it is empty, has characters that an HTTP header cannot
   *     carry, or has the retired format; the message never holds the key
   */
  public static ApiToken of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "its character "
                + (i + 1)
                + " of "
                + value.length()
                + " is a space, a line break or not ASCII; copy the key again, without anything"
                + " around it");
      }
    }
    if (RETIRED_FORMAT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "it has the old format with dashes, which Pigment no longer accepts; generate a new"
              + " key of the same type in Pigment");
    }
    return new ApiToken(value);
  }

  public String authorization() {
    return "Bearer " + value;
  }

  /**
   * Takes the key out of a text that came from outside, such as an answer that echoes it: in any
   * case, wrapped, escaped as in JSON, HTML or an address, and also where the text was cut inside
   * it.
   */
  public String redact(String text) {
    String echo =
        value.chars().mapToObj(ApiToken::echo).collect(Collectors.joining("[\\p{C}\\p{Z}]*"));
    String redacted =
        Pattern.compile(echo, Pattern.CASE_INSENSITIVE).matcher(text).replaceAll("****");
    for (int length = value.length() - 1; length >= SHORTEST_PART; length--) {
      int start = redacted.length() - length;
      if (redacted.regionMatches(true, start, value, 0, length)) {
        return redacted.substring(0, start) + "****";
      }
    }
    return redacted;
  }

  /** A pattern for a character as it is, or escaped. */
  private static String echo(int character) {
    String literal = Pattern.quote(String.valueOf((char) character));
    return Character.isLetterOrDigit(character)
        ? literal
        : String.format(
            Locale.ROOT, // A pattern knows no other digits.
            "(?:\\\\*%1$s|%%%2$02x|\\\\+u%2$04x|&#0*%2$d;|&#x0*%2$x;|&[a-z]+;)",
            literal,
            character);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiToken && ((ApiToken) other).value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "****";
  }
}
