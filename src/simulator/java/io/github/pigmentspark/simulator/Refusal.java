package io.github.pigmentspark.simulator;

/** What is wrong with a request, for the answer 400. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
