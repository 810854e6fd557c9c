package io.github.pigmentspark.read;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The metrics of a scan in Spark's UI. Spark creates each metric from its class name with the
 * no-argument constructor, and passes it the values of the tasks.
 */
final class ReadMetrics {
  private ReadMetrics() {}

  /** Returns all metrics. The UI shows them in a different order. */
  static CustomMetric[] all() {
    return new CustomMetric[] {
      new RecordsScanned(),
      new RecordsRead(),
      new BytesDownloaded(),
      new Requests(),
      new Retries(),
      new Resumes(),
      new MalformedFields(),
      new MalformedRecords(),
      new TimeToFirstByte(),
      new TimeWaiting(),
      new TimeDecoding()
    };
  }

  /**
   * A metric whose value is the sum over all tasks, unless a subclass overrides the aggregation.
   */
  abstract static class Metric implements CustomMetric {
    private final String name;
    private final String description;

    Metric(String name, String description) {
      this.name = name;
      this.description = description;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return description;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      long sum = 0;
      for (long value : values) {
        sum += value;
      }
      return shown(sum);
    }

    /** Returns the metric of one task. Its value is read each time Spark collects it. */
    CustomTaskMetric of(LongSupplier value) {
      return new CustomTaskMetric() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public long value() {
          return value.getAsLong();
        }
      };
    }

    String shown(long value) {
      return String.format(Locale.ROOT, "%,d", value);
    }
  }

  /** A metric whose value is a duration in nanoseconds. */
  abstract static class Time extends Metric {
    Time(String name, String description) {
      super(name, description);
    }

    @Override
    String shown(long value) {
      long millis = TimeUnit.NANOSECONDS.toMillis(value);
      return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
  }

  /** The number of records in the export, including those that a pushed filter excludes. */
  public static final class RecordsScanned extends Metric {
    public RecordsScanned() {
      super("recordsScanned", "records scanned");
    }
  }

  /** The number of records that became rows. */
  public static final class RecordsRead extends Metric {
    public RecordsRead() {
      super("recordsRead", "records read");
    }
  }

  /** The number of CSV bytes after decompression. */
  public static final class BytesDownloaded extends Metric {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    public BytesDownloaded() {
      super("bytesDownloaded", "bytes downloaded");
    }

    @Override
    String shown(long value) {
      if (value < 1024) {
        return value + " B";
      }
      double size = value / 1024.0;
      int unit = 0;
      while (size >= 1024 && unit < UNITS.length - 1) {
        size /= 1024;
        unit++;
      }
      return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
  }

  /** The number of requests for the export, including retries. */
  public static final class Requests extends Metric {
    public Requests() {
      super("requests", "requests to Pigment");
    }
  }

  /** The number of requests that followed a failed one. */
  public static final class Retries extends Metric {
    public Retries() {
      super("retries", "retries");
    }
  }

  /** The number of retries that resumed the export after the last byte that was read. */
  public static final class Resumes extends Metric {
    public Resumes() {
      super("resumes", "resumes");
    }
  }

  /** The number of fields that don't match their column's type. */
  public static final class MalformedFields extends Metric {
    public MalformedFields() {
      super("malformedFields", "malformed fields");
    }
  }

  /**
   * The number of records that don't match the header or were dropped because of a malformed field.
   */
  public static final class MalformedRecords extends Metric {
    public MalformedRecords() {
      super("malformedRecords", "malformed records");
    }
  }

  /** The time from the first request to the first byte of the export. */
  public static final class TimeToFirstByte extends Time {
    public TimeToFirstByte() {
      super("timeToFirstByte", "time to first byte");
    }

    /** Returns the longest duration, because tasks wait at the same time. */
    @Override
    public String aggregateTaskMetrics(long[] values) {
      return shown(LongStream.of(values).max().orElse(0));
    }
  }

  /** The time spent waiting for Pigment or the network. */
  public static final class TimeWaiting extends Time {
    public TimeWaiting() {
      super("timeWaiting", "time waiting for Pigment");
    }
  }

  /** The time spent decoding fields, in parallel with Spark's work. */
  public static final class TimeDecoding extends Time {
    public TimeDecoding() {
      super("timeDecoding", "time decoding");
    }
  }
}
