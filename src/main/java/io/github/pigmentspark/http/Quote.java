package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.Excerpt;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Text of a response, made fit for a message: without the key, on one line, and not too long. */
public final class Quote {
  private static final int MAX_CHARS = 500;

  /** Cut to this length before whitespace is collapsed, which is what most of a page may be. */
  private static final int MAX_RAW_CHARS = 2000;

  /** Leaves room for all of a key that begins within the characters above. */
  private static final long MAX_BYTES = 4L * MAX_RAW_CHARS + 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Whitespace, control characters, and characters that change the direction of others. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]+");

  private Quote() {}

  /** Returns the start of the text. */
  public static String of(String text, ApiToken token) {
    String raw = Excerpt.of(token.redact(text), MAX_RAW_CHARS);
    return Excerpt.of(INVISIBLE.matcher(raw).replaceAll(" ").trim(), MAX_CHARS);
  }

  /** Returns the start of the body, as a sentence that begins with a space; empty if it is. */
  public static String of(Response response, ApiToken token) {
    BufferedSource source = response.body().source();
    source.timeout().deadline(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      source.request(MAX_BYTES);
    } catch (IOException e) {
      // The status code matters more; quotes what has arrived.
    }
    Buffer arrived = source.getBuffer();
    return sentence(arrived.snapshot((int) Math.min(MAX_BYTES, arrived.size())).utf8(), token);
  }

  /** Returns a sentence that quotes the start of a body; empty if it has no visible text. */
  public static String sentence(String body, ApiToken token) {
    String quote = of(body, token);
    return quote.isEmpty() ? "" : " It said: " + quote;
  }
}
