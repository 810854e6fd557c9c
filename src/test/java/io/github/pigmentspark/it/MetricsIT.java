package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The metrics of a scan in Spark's UI, read from the UI's REST API. */
@Tag("spark-matrix")
class MetricsIT extends SparkTest {
  @Test
  void showsRecordsBytesRequestsAndTimes() throws Exception {
    String view = pigment.serve(View.of("a;b\n1;2\n3\n4;x\n5;6\n"));
    pigment.next(Fault.delay(Duration.ofMillis(300)));
    read().schema("a INT, b INT").option("mode", "PERMISSIVE").load(view).collectAsList();

    Map<String, String> metrics = metricsOfTheLastScan();
    assertEquals("4", metrics.get("records read"));
    assertEquals("18 B", metrics.get("bytes downloaded"));
    assertEquals("1", metrics.get("requests to Pigment"));
    assertEquals("0", metrics.get("retries"));
    assertEquals("0", metrics.get("resumes"));
    assertEquals("1", metrics.get("malformed fields"));
    assertEquals("1", metrics.get("malformed records"));
    String atLeast300Millis = "[3-9]\\d\\d ms|\\d+\\.\\d s";
    assertTrue(metrics.get("time to first byte").matches(atLeast300Millis), metrics::toString);
    assertTrue(
        metrics.get("time waiting for Pigment").matches(atLeast300Millis), metrics::toString);
    assertTrue(metrics.get("time decoding").matches("\\d+ ms|\\d+\\.\\d s"), metrics::toString);
  }

  @Test
  void countsRetriesAndResumes() throws Exception {
    pigment.next(Fault.status(503), Fault.cutAfter(1_500_000), Fault.none());
    assertEquals(
        20_000,
        read().schema("Code STRING").load(Simulator.largeView(20_000)).collectAsList().size());

    Map<String, String> metrics = metricsOfTheLastScan();
    assertEquals("20,000", metrics.get("records read"));
    assertEquals("3", metrics.get("requests to Pigment"));
    assertEquals("2", metrics.get("retries"));
    assertEquals("1", metrics.get("resumes"));
  }

  static Map<String, String> metricsOfTheLastScan() throws Exception {
    URI executions =
        URI.create(
            spark.sparkContext().uiWebUrl().get()
                + "/api/v1/applications/"
                + spark.sparkContext().applicationId()
                + "/sql?details=true&planDescription=false&length=1000000");
    Map<String, String> metrics = new TreeMap<>();
    ReadIT.await(
        () -> {
          try (InputStream response = executions.toURL().openStream()) {
            JsonNode all = new ObjectMapper().readTree(response);
            JsonNode last = all.get(all.size() - 1);
            for (JsonNode node : last.get("nodes")) {
              if (node.get("nodeName").asText().startsWith("BatchScan")) {
                for (JsonNode metric : node.get("metrics")) {
                  metrics.put(metric.get("name").asText(), metric.get("value").asText());
                }
              }
            }
            return last.get("status").asText().equals("COMPLETED")
                && metrics.containsKey("requests to Pigment");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    return metrics;
  }
}
