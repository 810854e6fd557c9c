package io.github.pigmentspark.simulator;

/** An exception with the reason for rejecting a request with status code 400. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
