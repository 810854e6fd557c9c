package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.DateFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parsers for option values. The messages of their exceptions say what was expected, but don't
 * contain the value.
 */
final class Parsers {
  private static final String UUID_PATTERN = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Pattern UUID = Pattern.compile(UUID_PATTERN);
  private static final Pattern URL = Pattern.compile("https?://.*", Pattern.DOTALL);
  private static final Pattern VIEW_ID_PARAMETER =
      Pattern.compile("[?&]viewId=(" + UUID_PATTERN + ")(?=[&#]|$)");

  /**
   * A URL like {@code https://pigment.app/application/{id}/tables/{id}?…}, with any word instead of
   * {@code tables}.
   */
  private static final Pattern BLOCK_URL =
      Pattern.compile(
          "https?://[^/?#]+/application/"
              + UUID_PATTERN
              + "/[a-zA-Z-]+/("
              + UUID_PATTERN
              + ")(?:[/?#].*)?",
          Pattern.DOTALL);

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");
  private static final Pattern ZERO = Pattern.compile("0+\\s*(ms|s|m|min|h|d)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(b|k|kb|m|mb|g|gb)");
  private static final long LARGEST_SIZE = 1L << 30;

  private static final int LARGEST_PORT = 65535;

  private Parsers() {}

  /** Parses a view's UUID, or the URL that the browser shows when the view is open. */
  static String viewId(String option) {
    String text = option.trim();
    if (UUID.matcher(text).matches()) {
      return text;
    }
    if (URL.matcher(text).matches()) {
      Matcher parameter = VIEW_ID_PARAMETER.matcher(text);
      if (parameter.find()) {
        return parameter.group(1);
      }
      throw new IllegalArgumentException(
          "the URL has no viewId=<UUID>. Open the view in Pigment and copy the whole URL"
              + " (…?displayMode=Grid&viewId=…)");
    }
    throw new IllegalArgumentException(
        "expected the view's UUID (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55), or the URL copied"
            + " from the browser (…?displayMode=Grid&viewId=…)");
  }

  static boolean isUuid(String text) {
    return UUID.matcher(text).matches();
  }

  /**
   * Returns a parser for a block's UUID, or for the URL that the browser shows when the block or
   * one of its views is open.
   */
  static Function<String, String> blockId(String noun) {
    return option -> {
      String text = option.trim();
      if (UUID.matcher(text).matches()) {
        return text;
      }
      Matcher address = BLOCK_URL.matcher(text);
      if (address.matches()) {
        return address.group(1);
      }
      throw new IllegalArgumentException(
          String.format(
              "expected the %s's UUID (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55), or the URL copied"
                  + " from the browser (…/application/<application's UUID>/…/<%1$s's UUID>…)",
              noun));
    };
  }

  /**
   * Parses a URL, and removes trailing slashes. Accepts {@code http} only for the loopback host.
   */
  static String baseUrl(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected a URL like https://pigment.app");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null
        || uri.getPort() > LARGEST_PORT
        || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("expected a URL like https://pigment.app");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "expected a URL without a user, a query or a fragment, like https://pigment.app");
    }
    if (scheme.equals("http") && !ConnectionSettings.isLoopback(uri.getHost())) {
      throw new IllegalArgumentException(
          "http:// is only allowed for the loopback host, because it would send the key"
              + " unencrypted. Use https://");
    }
    return text.replaceAll("/+$", "");
  }

  static Boolean bool(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true":
        return Boolean.TRUE;
      case "false":
        return Boolean.FALSE;
      default:
        throw new IllegalArgumentException("expected true or false");
    }
  }

  /** Returns a parser for whole numbers greater than or equal to {@code least}. */
  static Function<String, Integer> atLeast(int least) {
    return text -> {
      try {
        int value = Integer.parseInt(text);
        if (value >= least) {
          return value;
        }
      } catch (NumberFormatException e) {
        // This is reported below, as is a number that is out of range.
      }
      throw new IllegalArgumentException(
          "expected a whole number from " + least + " to " + Integer.MAX_VALUE);
    };
  }

  static String columnName(String text) {
    if (text.trim().isEmpty()) {
      throw new IllegalArgumentException("expected the name of a column");
    }
    return text;
  }

  /** Parses a duration greater than zero, in Spark's notation. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      Duration duration = unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
      if (!duration.isZero() && duration.compareTo(Duration.ofDays(24)) <= 0) {
        return duration;
      }
    }
    throw new IllegalArgumentException(
        "expected a time with a unit, like 500ms, 30s, 10m or 1h, greater than 0 and at most 24d");
  }

  /** Parses a duration, which may be zero. Zero doesn't need a unit. */
  static Duration durationOrZero(String text) {
    return ZERO.matcher(text.trim()).matches() ? Duration.ZERO : duration(text);
  }

  private static Duration unit(String unit) {
    switch (unit) {
      case "ms":
        return Duration.ofMillis(1);
      case "s":
        return Duration.ofSeconds(1);
      case "h":
        return Duration.ofHours(1);
      case "d":
        return Duration.ofDays(1);
      default:
        return Duration.ofMinutes(1);
    }
  }

  /** Parses a number of bytes, in Spark's notation. */
  static Integer size(String text) {
    Matcher matcher = SIZE.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      int shift = 10 * "bkmg".indexOf(matcher.group(2).charAt(0));
      long count = Long.parseLong(matcher.group(1));
      if (count > 0 && count <= LARGEST_SIZE >> shift) {
        return (int) (count << shift);
      }
    }
    throw new IllegalArgumentException(
        "expected a size with a unit, like 512k, 64m or 1g, greater than 0 and at most 1g");
  }

  /** Parses {@code dateFormat}, which has a different meaning in {@code spark.read.csv}. */
  static DateFormat dateFormat(String text) {
    for (DateFormat format : DateFormat.values()) {
      if (format.value().equalsIgnoreCase(text)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "expected one of Pigment's date formats, Iso8601 or Legacy, instead of a pattern. To parse"
            + " dates yourself, read the column as STRING and use to_date()");
  }

  /** Returns a parser that accepts the names of an enum's constants regardless of case. */
  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type, Function<E, String> name) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> name.apply(constant).equalsIgnoreCase(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Arrays.stream(type.getEnumConstants())
                            .map(name)
                            .collect(Collectors.joining(", ", "expected one of ", ""))));
  }
}
