package io.github.pigmentspark.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The blocks of a simulator by id, including built-in blocks and added blocks. */
final class Blocks {
  private final Map<String, Block> blocks = new ConcurrentHashMap<>(SampleBlocks.blocks());
  private final AtomicLong added = new AtomicLong();

  /**
   * Adds a block whose export is always this view. A request can only change the date format and
   * the delimiter.
   */
  String add(View.Block kind, View view) {
    String id = String.format("b10c0000-0000-4000-9000-%012x", added.incrementAndGet());
    blocks.put(id, new FixedBlock(kind, view));
    return id;
  }

  Optional<Block> find(View.Block kind, String id) {
    return Optional.ofNullable(blocks.get(id.toLowerCase(Locale.ROOT)))
        .filter(block -> block.kind() == kind);
  }

  private record FixedBlock(View.Block kind, View view) implements Block {
    @Override
    public Body export(BlockRequest request) {
      return request.delimited(view.body(request.dates()));
    }
  }
}
