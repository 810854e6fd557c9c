package io.github.pigmentspark.read;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * What Spark's UI shows of a scan. Spark makes each metric by the name of its class, with no
 * arguments, and hands it the values of the tasks.
 */
final class ReadMetrics {
  private ReadMetrics() {}

  /** All of them; the UI orders them as it likes. */
  static CustomMetric[] all() {
    return new CustomMetric[] {
      new RecordsRead(),
      new BytesDownloaded(),
      new Requests(),
      new Retries(),
      new Resumes(),
      new MalformedCells(),
      new MalformedRecords(),
      new TimeToFirstByte(),
      new TimeWaiting(),
      new TimeConverting()
    };
  }

  /** The sum over all tasks, unless it says otherwise. */
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

    /** The value of one task, read when Spark asks for it. */
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

  /** Nanoseconds. */
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

  /** Records that became rows. */
  public static final class RecordsRead extends Metric {
    public RecordsRead() {
      super("recordsRead", "records read");
    }
  }

  /** Bytes of CSV, after any decompression. */
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

  /** Requests for the export, retries among them. */
  public static final class Requests extends Metric {
    public Requests() {
      super("requests", "requests to Pigment");
    }
  }

  /** Requests that repeated a failed one. */
  public static final class Retries extends Metric {
    public Retries() {
      super("retries", "retries");
    }
  }

  /** Retries that went on where the export had broken. */
  public static final class Resumes extends Metric {
    public Resumes() {
      super("resumes", "resumes");
    }
  }

  /** Cells that did not fit their column. */
  public static final class MalformedCells extends Metric {
    public MalformedCells() {
      super("malformedCells", "malformed cells");
    }
  }

  /** Records that did not fit the header, or that were dropped for a cell. */
  public static final class MalformedRecords extends Metric {
    public MalformedRecords() {
      super("malformedRecords", "malformed records");
    }
  }

  /** From the first request to the first byte of the export. */
  public static final class TimeToFirstByte extends Time {
    public TimeToFirstByte() {
      super("timeToFirstByte", "time to first byte");
    }

    /** Of the task that waited longest; a sum over those that wait at the same time is no time. */
    @Override
    public String aggregateTaskMetrics(long[] values) {
      return shown(LongStream.of(values).max().orElse(0));
    }
  }

  /** How long there was nothing to read: Pigment was slow, or the network. */
  public static final class TimeWaiting extends Time {
    public TimeWaiting() {
      super("timeWaiting", "time waiting for Pigment");
    }
  }

  /** How long it took to make values of cells, beside Spark's work. */
  public static final class TimeConverting extends Time {
    public TimeConverting() {
      super("timeConverting", "time converting");
    }
  }
}
