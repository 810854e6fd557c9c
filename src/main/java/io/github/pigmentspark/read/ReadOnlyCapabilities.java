package io.github.pigmentspark.read;

import io.github.pigmentspark.pigment.PigmentException;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.TableCapability;

/**
 * The capabilities of a read-only table. Before a write, Spark checks for {@link
 * TableCapability#BATCH_WRITE}. This set then throws an exception, because Spark would otherwise
 * fall back to the V1 API and report an internal error.
 */
public final class ReadOnlyCapabilities extends AbstractSet<TableCapability> {
  private final Optional<PigmentException> unreadable;

  private ReadOnlyCapabilities(Optional<PigmentException> unreadable) {
    this.unreadable = unreadable;
  }

  static Set<TableCapability> readable() {
    return new ReadOnlyCapabilities(Optional.empty());
  }

  /** Returns capabilities that throw the exception when Spark is about to read. */
  public static Set<TableCapability> unreadable(PigmentException reason) {
    return new ReadOnlyCapabilities(Optional.of(reason));
  }

  @Override
  public boolean contains(Object capability) {
    if (capability == TableCapability.BATCH_WRITE) {
      throw new PigmentException(
          "Pigment is read-only in Spark: a DataFrame cannot be written to it. Write the DataFrame"
              + " to another format, or import it with Pigment's import API.");
    }
    if (capability == TableCapability.BATCH_READ && unreadable.isPresent()) {
      throw unreadable.get();
    }
    return capability == TableCapability.BATCH_READ;
  }

  @Override
  public Iterator<TableCapability> iterator() {
    return Collections.singleton(TableCapability.BATCH_READ).iterator();
  }

  @Override
  public int size() {
    return 1;
  }
}
