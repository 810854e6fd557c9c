package io.github.pigmentspark.simulator;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The faults for the next requests. */
final class Faults {
  private final Queue<Fault> next = new ArrayDeque<>();
  private Fault always = Fault.none();

  synchronized void next(List<Fault> faults) {
    next.addAll(faults);
  }

  synchronized void always(Fault fault) {
    always = fault;
  }

  synchronized void clear() {
    next.clear();
    always = Fault.none();
  }

  /** Returns the fault that {@link #take} would return. */
  synchronized Fault peek() {
    return next.isEmpty() ? always : next.peek();
  }

  synchronized Fault take() {
    return next.isEmpty() ? always : next.remove();
  }
}
