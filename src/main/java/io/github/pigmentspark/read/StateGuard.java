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
 * Prevents a result from mixing the rows of two exports. If Spark loses an executor, and with it
 * rows that it has read, it exports again, even if other tasks have used rows of the first export.
 *
 * <p>Each complete read adds its state to an accumulator. Spark serializes a stage for each
 * attempt, and the guard with it, which then knows the states of all earlier reads.
 */
final class StateGuard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CollectionAccumulator<String> states;
  private ArrayList<String> known = new ArrayList<>();

  private StateGuard(CollectionAccumulator<String> states) {
    this.states = states;
  }

  /** Returns a guard for a scan, on the driver. */
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
   * @throws PigmentException if the same query has read another state before
   */
  void check(ExportRequest request, String state) {
    TaskContext task = TaskContext.get();
    if (task == null) {
      return; // Not in a query of Spark.
    }
    String execution = task.getLocalProperty("spark.sql.execution.id");
    String query = execution == null ? "stage " + task.stageId() : "execution " + execution;
    String read = query + ", scenarios " + request.scenarios() + ": ";
    for (String other : known) {
      if (other.startsWith(read) && !other.equals(read + state)) {
        throw new PigmentException(
            String.format(
                "The %s changed during a query: Spark exported %s again, usually because it lost an"
                    + " executor, and received different rows. Rows of both would be mixed, so"
                    + " the query fails. Run it again; to make it independent of later changes, write"
                    + " the %1$s to Parquet or Delta first and query that.",
                request.kind().noun(), request));
      }
    }
    states.add(read + state);
  }
}
