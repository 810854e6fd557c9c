package io.github.pigmentspark.simulator;

import java.util.Optional;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;

/** A check of the API key in a request. */
final class Keys {
  private static final Pattern OLD_FORMAT =
      Pattern.compile("[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}", Pattern.CASE_INSENSITIVE);

  private Keys() {}

  static boolean isOldFormat(String key) {
    return OLD_FORMAT.matcher(key).matches();
  }

  /** Returns the 401 response if the key is missing or wrong; empty if the key is right. */
  static Optional<Reply> refusal(RecordedRequest request, String key, String type) {
    String authorization =
        Optional.ofNullable(request.getHeaders().get("Authorization")).orElse("");
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return unauthorized("The header Authorization: Bearer {key} is missing.");
    }
    String given = authorization.substring(7).trim();
    if (isOldFormat(given)) {
      return unauthorized("The API key has the old format with dashes; generate a new one.");
    }
    if (!given.equals(key)) {
      return unauthorized(
          "The API key is unknown, expired, revoked or not of the type " + type + ".");
    }
    return Optional.empty();
  }

  private static Optional<Reply> unauthorized(String detail) {
    return Optional.of(Reply.problem(401, detail).header("WWW-Authenticate", "Bearer"));
  }
}
