package io.github.pigmentspark.pigment;

/** Which HTTP versions an export may come over. */
public enum ProtocolPolicy {
  /**
   * HTTP/2 where the server offers it, else HTTP/1.1 with one warning: there, a failure on
   * Pigment's side can end an export early without notice (kb.pigment.com, export API).
   */
  PREFER_HTTP2,

  /** HTTP/2 or an error. */
  REQUIRE_HTTP2
}
