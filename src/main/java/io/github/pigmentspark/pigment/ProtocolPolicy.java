package io.github.pigmentspark.pigment;

/** A policy for the HTTP versions that an export may use. */
public enum ProtocolPolicy {
  /**
   * HTTP/2 if the server offers it, otherwise HTTP/1.1 with a warning. Over HTTP/1.1, a failure on
   * Pigment's side can silently truncate an export (see the export API on kb.pigment.com).
   */
  PREFER_HTTP2,

  /** HTTP/2 only. */
  REQUIRE_HTTP2
}
