package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParsersTest {
  private static final String VIEW_ID = TestOptions.VIEW_ID;

  @ParameterizedTest
  @ValueSource(
      strings = {
        VIEW_ID,
        "https://pigment.app/w/acme/a/plan/b/1?displayMode=Grid&viewId=" + VIEW_ID,
        "https://pigment.app/w/acme?viewId=" + VIEW_ID,
        "https://pigment.app/w/acme?viewId=" + VIEW_ID + "&displayMode=Grid",
        "https://pigment.app/w/acme?a=b&viewId=" + VIEW_ID + "&c=d#e",
        "https://pigment.app/w/acme?viewId=" + VIEW_ID + "#top",
        "http://localhost:8080/?viewId=" + VIEW_ID,
        "https://pigment.app/?otherViewId=00000000-0000-0000-0000-000000000000&viewId=" + VIEW_ID,
        "https://pigment.app/?viewId=&viewId=" + VIEW_ID,
      })
  void readsAViewIdOrTheUrlOfAView(String text) {
    assertEquals(VIEW_ID, Parsers.viewId(text));
  }

  @Test
  void acceptsUpperCaseUuids() {
    assertEquals("ABCDEF01-5c77-4e0b-9a43-0d6f1c2b7e55", parsedUuid("ABCDEF01"));
  }

  @Test
  void ignoresBlanksAroundAViewId() {
    assertEquals(VIEW_ID, Parsers.viewId(" " + VIEW_ID + "\n"));
  }

  private static String parsedUuid(String start) {
    return Parsers.viewId(start + "-5c77-4e0b-9a43-0d6f1c2b7e55");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        VIEW_ID + "0",
        "2f1d9b3a5c774e0b9a430d6f1c2b7e55",
        "2f1d9b3a-5c77-4e0b-9a43",
        "gf1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55",
        "../" + VIEW_ID,
        "viewId=" + VIEW_ID,
        "ftp://pigment.app/?viewId=" + VIEW_ID,
      })
  void rejectsInvalidViewIds(String text) {
    assertEquals(
        "expected the view's UUID (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55), or the URL copied"
            + " from the browser (…?displayMode=Grid&viewId=…)",
        failure(() -> Parsers.viewId(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pigment.app/",
        "https://pigment.app/" + VIEW_ID,
        "https://pigment.app/?displayMode=Grid",
        "https://pigment.app/?viewId=",
        "https://pigment.app/?viewId=abc",
        "https://pigment.app/?viewId=" + VIEW_ID + "0",
        "https://pigment.app/?viewId=" + VIEW_ID + "%20",
        "https://pigment.app/?xviewId=" + VIEW_ID,
      })
  void rejectsUrlsWithoutAView(String text) {
    assertEquals(
        "the URL has no viewId=<UUID>. Open the view in Pigment and copy the whole URL"
            + " (…?displayMode=Grid&viewId=…)",
        failure(() -> Parsers.viewId(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://pigment.app, https://pigment.app",
    "https://pigment.app/, https://pigment.app",
    "https://pigment.app//, https://pigment.app",
    "HTTPS://pigment.app, HTTPS://pigment.app",
    "https://gateway.example.com:8443/pigment/, https://gateway.example.com:8443/pigment",
    "https://192.0.2.1, https://192.0.2.1",
    "https://[2001:db8::1], https://[2001:db8::1]",
    "http://localhost, http://localhost",
    "http://LOCALHOST:8080/, http://LOCALHOST:8080",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://127.1.2.3, http://127.1.2.3",
    "http://[::1]:8080/, http://[::1]:8080",
    "http://localhost:65535, http://localhost:65535",
  })
  void removesFinalSlashesOfBaseUrl(String text, String expected) {
    assertEquals(expected, Parsers.baseUrl(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pigment.app",
        "HTTP://pigment.app",
        "http://localhost.evil.com",
        "http://evil.com/localhost",
        "http://127.0.0.1.evil.com",
        "http://localhost.",
        "http://localhostevil.com",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[::]",
        "http://[2001:db8::1]",
      })
  void rejectsHttpExceptForTheLoopbackHost(String text) {
    assertEquals(
        "http:// is only allowed for the loopback host, because it would send the key"
            + " unencrypted. Use https://",
        failure(() -> Parsers.baseUrl(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user@pigment.app",
        "https://user:password@pigment.app",
        "https://@pigment.app",
        "http://127.0.0.1@evil.com",
        "http://localhost:80@evil.com",
        "http://evil.com@localhost",
        "https://pigment.app?",
        "https://pigment.app?a=b",
        "https://pigment.app/#top",
      })
  void rejectsBaseUrlsWithUserQueryOrFragment(String text) {
    assertEquals(
        "expected a URL without a user, a query or a fragment, like https://pigment.app",
        failure(() -> Parsers.baseUrl(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " https://pigment.app",
        "https://pigment.app ",
        "pigment.app",
        "//pigment.app",
        "https:pigment.app",
        "https:///api",
        "https://",
        "ftp://pigment.app",
        "file:///etc/passwd",
        "jar:https://pigment.app!/",
        "https://pigment_app",
        "https://pigment.app:port",
        "https://pigment.app:65536",
        "https://pigment.app:99999999999",
        "http://localhost\\@evil.com",
        "http://localhost%2eevil.com",
        "http://loc\u0430lhost",
        "http://127.999.0.1",
        "http://127.1",
        "http://[::1",
        "https://pigment.app/\r\nHost: evil.com",
      })
  void rejectsInvalidBaseUrls(String text) {
    assertEquals("expected a URL like https://pigment.app", failure(() -> Parsers.baseUrl(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "5m, PT5M",
    "5min, PT5M",
    "2h, PT2H",
    "1d, PT24H",
    "24d, PT576H",
    "30S, PT30S",
    "'30 s', PT30S",
    "' 30s ', PT30S",
    "1ms, PT0.001S",
  })
  void parsesTimesWithUnits(String text, Duration expected) {
    assertEquals(expected, Parsers.duration(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "s",
        "0s",
        "0ms",
        "-1s",
        "+1s",
        "1.5s",
        "1e3s",
        "10 seconds",
        "1m30s",
        "PT10S",
        "25d",
        "577h",
        "9999999999s",
        "1us",
        "٣s",
        "forever",
      })
  void rejectsInvalidTimes(String text) {
    assertEquals(
        "expected a time with a unit, like 500ms, 30s, 10m or 1h, greater than 0 and at most 24d",
        failure(() -> Parsers.duration(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "1b, 1",
    "512k, 524288",
    "512kb, 524288",
    "64m, 67108864",
    "64MB, 67108864",
    "1g, 1073741824",
    "1gb, 1073741824",
    "1024m, 1073741824",
    "1073741824b, 1073741824",
    "' 64 m ', 67108864",
  })
  void parsesSizesWithUnits(String text, int expected) {
    assertEquals(expected, Parsers.size(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "m",
        "0m",
        "0b",
        "-1m",
        "1.5m",
        "2g",
        "1025m",
        "1073741825b",
        "9999999999g",
        "1t",
        "1mib",
        "٣m",
      })
  void rejectsInvalidSizes(String text) {
    assertEquals(
        "expected a size with a unit, like 512k, 64m or 1g, greater than 0 and at most 1g",
        failure(() -> Parsers.size(text)));
  }

  @Test
  void parsesBooleansInAnyCase() {
    assertTrue(Parsers.bool("true"));
    assertTrue(Parsers.bool("TRUE"));
    assertFalse(Parsers.bool("False"));
    for (String text : new String[] {"", "yes", "no", "1", "0", "t", " true"}) {
      assertEquals("expected true or false", failure(() -> Parsers.bool(text)));
    }
  }

  @Test
  void checksTheLowerLimitOfWholeNumbers() {
    assertEquals(3, Parsers.atLeast(3).apply("3"));
    assertEquals(Integer.MAX_VALUE, Parsers.atLeast(3).apply("2147483647"));
    for (String text : new String[] {"", "2", "-3", "2147483648", "3.0", "1e3", " 3", "three"}) {
      assertEquals(
          "expected a whole number from 3 to 2147483647",
          failure(() -> Parsers.atLeast(3).apply(text)));
    }
  }

  private static String failure(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}
