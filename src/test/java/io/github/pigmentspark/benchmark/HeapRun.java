package io.github.pigmentspark.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.sql.SparkSession;

/** Reads one export in a small heap, and prints the heap in use after a collection. */
final class HeapRun {
  private HeapRun() {}

  /** Arguments: the server's URL, the view. Prints the records and the most bytes in use. */
  public static void main(String[] args) {
    AtomicLong most = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, none) -> {
                Map<String, MemoryUsage> usages =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc();
                long used =
                    usages.entrySet().stream()
                        .filter(
                            pool ->
                                pool.getKey().contains("Eden")
                                    || pool.getKey().contains("Survivor")
                                    || pool.getKey().contains("Old")
                                    || pool.getKey().contains("Tenured"))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
                most.accumulateAndGet(used, Math::max);
              },
              null,
              null);
    }
    SparkSession spark = Sessions.local();
    Sessions.export(spark, args[0], args[1])
        .schema(Exports.MIXED_SCHEMA)
        .load()
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
    System.gc();
    System.out.println("heap=" + most.get());
    System.exit(0);
  }
}
