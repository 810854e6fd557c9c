package io.github.pigmentspark.client;

import io.github.pigmentspark.http.Quote;
import io.github.pigmentspark.pigment.ApiToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;

/**
 * A detector of successful responses that are not CSV, such as login pages, error messages and
 * JSON.
 */
final class CsvSniffer {
  private static final Set<String> CSV_TYPES =
      new HashSet<>(Arrays.asList("text/csv", "application/csv"));
  private static final Set<String> UNSPECIFIC_TYPES =
      new HashSet<>(Arrays.asList("", "text/plain", "application/octet-stream"));

  private static final Pattern UTF_8 =
      Pattern.compile("utf-?8|(us-)?ascii", Pattern.CASE_INSENSITIVE);

  /**
   * The number of bytes to search for the end of the header line. A longer line is accepted as CSV.
   */
  private static final long MAX_BYTES = 64 * 1024;

  private static final ByteString GZIP = ByteString.decodeHex("1f8b");

  /**
   * The start of JSON. A CSV header cannot start like this, because a field that contains quotes is
   * quoted and its quotes are doubled.
   */
  private static final Pattern JSON = Pattern.compile("[\\[{]\\s*([\"\\]}]|\\{\\s*\")");

  /**
   * The markup at the start of a page. Other text in angle brackets may be the name of a column.
   */
  private static final Pattern HTML =
      Pattern.compile(
          "<([!?]|(html|head|body|title|meta|script|style|div|form|center|h1|p)[\\s>])",
          Pattern.CASE_INSENSITIVE);

  private CsvSniffer() {}

  /**
   * Describes a response that is not CSV, according to its headers and its first line.
   *
   * @return the description, such as {@code type text/html}; empty if the response is CSV
   */
  static String otherThanCsv(Response response, ApiToken token) throws IOException {
    MediaType mediaType = response.body().contentType();
    String type =
        mediaType == null
            ? ""
            : Quote.of(mediaType.type() + "/" + mediaType.subtype(), token)
                .toLowerCase(Locale.ROOT);
    String described = type.isEmpty() ? "no content type" : "type " + type;
    String encoding = response.header("Content-Encoding", "identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      return described
          + " compressed as "
          + Quote.of(encoding, token)
          + ", which was not requested";
    }
    if (!CSV_TYPES.contains(type) && !UNSPECIFIC_TYPES.contains(type)) {
      return described;
    }
    String charset = mediaType == null ? null : mediaType.parameter("charset");
    if (charset != null && !UTF_8.matcher(charset).matches()) {
      return described + " and charset " + Quote.of(charset, token) + " instead of UTF-8";
    }
    String content = sniff(response.body().source(), CSV_TYPES.contains(type));
    return content.isEmpty() ? "" : described + " and looks like " + content;
  }

  private static String sniff(BufferedSource source, boolean declaredCsv) throws IOException {
    if (source.rangeEquals(0, GZIP)) {
      return "gzip data, without Content-Encoding: gzip";
    }
    boolean hasLineBreak = source.indexOf((byte) '\n', 0, MAX_BYTES) >= 0;
    long count = Math.min(MAX_BYTES, source.getBuffer().size());
    String start = source.getBuffer().snapshot((int) count).utf8().replace("\uFEFF", "").trim();
    if (JSON.matcher(start).lookingAt()) {
      return "JSON";
    }
    if (!declaredCsv && HTML.matcher(start).lookingAt()) {
      return "HTML";
    }
    return hasLineBreak || count == MAX_BYTES ? "" : "text without any line break";
  }
}
