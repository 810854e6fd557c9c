package io.github.pigmentspark.read;

import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.CollectionAccumulator;

/**
 * A guard that prevents a result from mixing the rows of two exports. If Spark loses an executor
 * together with the rows that were read there, it exports them again, even if other tasks have
 * already used rows of the first export.
 *
 * <p>Each complete read adds the state of its export to an accumulator. Spark serializes the stage
 * for each attempt, including the guard, so the guard in a new attempt knows the states of all
 * earlier reads.
 */
final class StateGuard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CollectionAccumulator<String> states;
  private ArrayList<String> known = new ArrayList<>();

  private StateGuard(CollectionAccumulator<String> states) {
    this.states = states;
  }

  /** Creates the guard for a scan. Must be called on the driver. */
  static StateGuard register() {
    CollectionAccumulator<String> states = new CollectionAccumulator<>();
    SparkContext.getOrCreate().register(states);
    return new StateGuard(states);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    known = new ArrayList<>(states.value());
    out.defaultWriteObject();
  }

  /**
   * Checks the state of an export that a task has read completely.
   *
   * @throws PigmentException if the same query has already read a different state
   */
  void check(ExportRequest request, String state) {
    TaskContext task = TaskContext.get();
    if (task == null) {
      return; // The read is not part of a Spark query.
    }
    String execution = task.getLocalProperty("spark.sql.execution.id");
    String query = execution == null ? "stage " + task.stageId() : "execution " + execution;
    String read = query + ", scenarios " + request.scenarios() + ": ";
    for (String other : known) {
      if (other.startsWith(read) && !other.equals(read + state)) {
        throw new PigmentException(
            String.format(
                "The %s changed during a query: Spark exported %s again, usually because it lost an"
                    + " executor, and received different rows. This query fails so that its result"
                    + " does not mix the rows of both exports. Run it again, or write the %1$s to"
                    + " Parquet or Delta first and query that copy.",
                request.kind().noun(), request));
      }
    }
    states.add(read + state);
  }
}
