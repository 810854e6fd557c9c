package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Pigment API key. The key leaves this class only as the value of the {@code Authorization}
 * header, which OkHttp masks when it prints a request.
 */
public final class ApiToken implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The old key format, which Pigment no longer accepts, e.g. {@code
   * 3jp2e232-9875-42f4-9fcf-63fe2ce568jp}.
   */
  private static final Pattern RETIRED_FORMAT =
      Pattern.compile("[0-9a-zA-Z]{8}(-[0-9a-zA-Z]{4}){3}-[0-9a-zA-Z]{12}");

  private static final String MASK = "****";

  private final String value;

  private ApiToken(String value) {
    this.value = value;
  }

  /**
   * Creates a token from a key.
   *
   * @throws IllegalArgumentException if the key is empty, contains characters that are invalid in
   *     an HTTP header, or has the old format; the message does not contain the key
   */
  public static ApiToken of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "character "
                + (i + 1)
                + " of "
                + value.length()
                + " is a space, a line break or a non-ASCII character. Copy the key again, without"
                + " anything around it");
      }
    }
    if (RETIRED_FORMAT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "it has the old format with dashes, which Pigment no longer accepts. Generate a new key"
              + " of the same type in Pigment");
    }
    return new ApiToken(value);
  }

  /** Returns the value of the {@code Authorization} header. */
  public String authorization() {
    return "Bearer " + value;
  }

  /**
   * Masks the key in external text, such as a response that echoes it. Finds the key regardless of
   * case, even if its special characters are escaped as in JSON or a URL.
   */
  public String redact(String text) {
    String echo = value.chars().mapToObj(ApiToken::echo).collect(Collectors.joining());
    return Pattern.compile(echo, Pattern.CASE_INSENSITIVE).matcher(text).replaceAll(MASK);
  }

  /**
   * Returns the maximum length of the escaped key: six characters for each character of the key,
   * which is the length of a Unicode escape in JSON.
   */
  public int maxEscapedLength() {
    return 6 * value.length();
  }

  private static String echo(int character) {
    return Character.isLetterOrDigit(character)
        ? String.valueOf((char) character)
        // Use Locale.ROOT, because escapes in a regular expression need ASCII digits.
        : String.format(Locale.ROOT, "(?:\\\\?\\x%1$02x|%%%1$02x|\\\\u%1$04x)", character);
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
    return MASK;
  }
}
