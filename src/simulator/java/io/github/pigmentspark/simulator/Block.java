package io.github.pigmentspark.simulator;

/** A block whose raw data can be exported. */
interface Block {
  /** Returns the kind of block, which determines the export endpoint. */
  View.Block kind();

  /**
   * Returns the CSV of an export.
   *
   * @throws Refusal if the request names a property or metric that the block doesn't have
   */
  Body export(BlockRequest request);
}
