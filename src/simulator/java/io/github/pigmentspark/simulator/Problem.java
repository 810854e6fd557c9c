package io.github.pigmentspark.simulator;

/** The JSON body of an error response. */
final class Problem {
  static final String CONTENT_TYPE = "application/problem+json; charset=utf-8";

  private Problem() {}

  /** Returns the problem JSON that usually comes with this status code. */
  static String json(int status) {
    return json(status, detail(status));
  }

  static String json(int status, String detail) {
    return """
        {"type":"about:blank","title":"%s","status":%s,"detail":"%s"}
        """
        .formatted(title(status), status, escaped(detail));
  }

  /** Returns the reason phrase of this status code. */
  static String title(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 302 -> "Found";
      case 303 -> "See Other";
      case 307 -> "Temporary Redirect";
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Error";
    };
  }

  /** Returns the usual cause of this status code. */
  static String detail(int status) {
    return switch (status) {
      case 400 -> "The request is not valid.";
      case 401 -> "The API key is missing, expired, revoked or of the wrong type.";
      case 403 -> "This IP address is not on the API key's allow list.";
      case 404 -> "Nothing with this id is visible to the owner of the API key.";
      case 413 -> "The view is too big to be exported. Use the block export instead.";
      case 422 -> "The view is not a view of a List, Metric or Table.";
      case 429 -> "Too many requests: at most 500 in 5 minutes are allowed.";
      default -> "The request could not be completed.";
    };
  }

  static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.toString();
  }
}
