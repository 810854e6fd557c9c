package io.github.pigmentspark.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator lists its applications, blocks and views for a key of the right type. */
class SimulatorMetadataTest {
  private static final String APPLICATION = SampleApplications.FP_AND_A;

  private final Simulator simulator = Simulator.start();
  private final SimulatorClient client = SimulatorClient.of(simulator);

  @AfterEach
  void close() {
    client.close();
    simulator.close();
  }

  @Test
  void applicationsHaveNoType() {
    SimulatorClient.Received response = get("applications", Simulator.METADATA_KEY);

    assertEquals("application/json; charset=utf-8", response.header("Content-Type"));
    assertTrue(
        response.text().startsWith("[{\"id\":\"" + APPLICATION + "\",\"name\":\"FP&A\"},"),
        response.text());
  }

  @Test
  void blocksAndViewsHaveTypes() {
    String blocks = get("blocks?applicationId=" + APPLICATION, Simulator.METADATA_KEY).text();
    assertTrue(blocks.contains("\"name\":\"Revenue\",\"type\":\"Metric\""), blocks);

    String views = views(APPLICATION, SampleBlocks.REVENUE.id()).text();
    assertTrue(
        views.contains(
            "{\"id\":\""
                + Simulator.REVENUE_VIEW
                + "\",\"name\":\"By month\",\"type\":\"Public\"}"),
        views);
    assertEquals("[]", views(APPLICATION, SampleBlocks.MONTH.id()).text());
  }

  @Test
  void everyViewAndBlockOfTheSamplesCanBeExported() {
    Metadata metadata = simulator.metadata();
    for (Metadata.Entry application : metadata.applications()) {
      for (Metadata.Entry block : metadata.blocks(application.id()).orElseThrow()) {
        for (Metadata.Entry view : metadata.views(application.id(), block.id()).orElseThrow()) {
          assertEquals(200, client.export(view.id()).status(), view.name());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "blocks, 400",
    "blocks?applicationId=x, 400",
    "blocks?applicationId=a9900000-0000-4000-8000-0000000000ff, 404",
    "views?applicationId=a9900000-0000-4000-8000-000000000001, 400",
    "views?blockId=b10c0000-0000-4000-8000-000000000006, 400",
    "imports, 404"
  })
  void rejectsUnknownPathsAndIds(String path, int status) {
    assertEquals(status, get(path, Simulator.METADATA_KEY).status());
  }

  @Test
  void eachEndpointRequiresItsTypeOfKey() {
    assertEquals(401, get("applications", Simulator.API_KEY).status());
    Request export =
        client
            .request(Simulator.EXAMPLE_VIEW)
            .header("Authorization", "Bearer " + Simulator.METADATA_KEY)
            .build();
    assertEquals(401, client.send(export).status());
  }

  @Test
  void rejectsPost() {
    Request post =
        new Request.Builder()
            .url(simulator.url() + "/api/v1/applications")
            .header("Authorization", "Bearer " + Simulator.METADATA_KEY)
            .post(RequestBody.create("", null))
            .build();
    assertEquals(405, client.send(post).status());
  }

  @Test
  void faultsOfMetadataDoNotApplyToExports() {
    simulator.nextMetadata(Fault.status(503));

    assertEquals(200, client.export(Simulator.EXAMPLE_VIEW).status());
    assertEquals(503, get("applications", Simulator.METADATA_KEY).status());
    assertEquals(200, get("applications", Simulator.METADATA_KEY).status());
    assertEquals(3, simulator.requests().size());
  }

  @Test
  void rejectsKeyInTheOldFormat() {
    Simulator.Builder builder = Simulator.builder();
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.metadataKey("3jp2e232-9875-42f4-9fcf-63fe2ce568jp"));
  }

  private SimulatorClient.Received views(String application, String block) {
    return get("views?applicationId=" + application + "&blockId=" + block, Simulator.METADATA_KEY);
  }

  private SimulatorClient.Received get(String path, String key) {
    return client.send(
        new Request.Builder()
            .url(simulator.url() + "/api/v1/" + path)
            .header("Authorization", "Bearer " + key)
            .build());
  }
}
