package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** A quote from a response for use in a message: without the key, on one line, and not too long. */
public final class Quote {
  private static final int MAX_CHARS = 500;

  /**
   * The text is truncated to this length before whitespace is collapsed, because a page may be
   * mostly whitespace.
   */
  private static final int MAX_RAW_CHARS = 2000;

  /**
   * Enough bytes to include all of a key that starts within the first {@link #MAX_RAW_CHARS}
   * characters.
   */
  private static final long MAX_BYTES = 4L * MAX_RAW_CHARS + 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Whitespace, control characters, and characters that change the text direction. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]+");

  private Quote() {}

  /** Returns the start of a string. */
  public static String of(String text, ApiToken token) {
    String raw = Excerpt.of(token.redact(text), MAX_RAW_CHARS);
    return Excerpt.of(INVISIBLE.matcher(raw).replaceAll(" ").trim(), MAX_CHARS);
  }

  /**
   * Returns a sentence that quotes the start of a response's body, with a space before it; empty if
   * the body is empty.
   */
  public static String of(Response response, ApiToken token) {
    BufferedSource source = response.body().source();
    source.timeout().deadline(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      source.request(MAX_BYTES + 1);
    } catch (IOException e) {
      // The status code matters more than the rest of the body, so quote only what has arrived.
    }
    Buffer arrived = source.getBuffer();
    String body = arrived.snapshot((int) Math.min(MAX_BYTES, arrived.size())).utf8();
    return sentence(body, arrived.size() > MAX_BYTES, token);
  }

  /**
   * Returns a sentence that quotes the start of a body; empty if the body has no visible text.
   *
   * @param isCut whether the whole body is longer, in which case this text may end inside a key
   */
  static String sentence(String body, boolean isCut, ApiToken token) {
    String redacted = token.redact(body);
    int end = redacted.length() - (isCut ? token.maxEscapedLength() : 0);
    String quote = of(redacted.substring(0, Math.max(0, end)), token);
    return quote.isEmpty() ? "" : " The response starts with: " + quote;
  }

  /** Returns a sentence that quotes the start of an in-memory body. */
  public static String sentence(byte[] body, ApiToken token) {
    int length = (int) Math.min(MAX_BYTES, body.length);
    String start = new String(body, 0, length, StandardCharsets.UTF_8);
    return sentence(start, body.length > length, token);
  }
}
