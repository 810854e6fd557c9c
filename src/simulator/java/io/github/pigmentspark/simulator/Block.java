package io.github.pigmentspark.simulator;

/** A block that can be exported without a view. */
interface Block {
  /** Which of the export endpoints it has. */
  View.Block kind();

  /**
   * The CSV of an export.
   *
   * @throws Refusal if the request names what the block does not have
   */
  Body export(BlockRequest request);
}
