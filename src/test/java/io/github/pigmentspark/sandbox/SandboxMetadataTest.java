package io.github.pigmentspark.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox tells what it has, to a key of the right type. */
class SandboxMetadataTest {
  private static final String APPLICATION = SampleApplications.FP_AND_A;

  private final Sandbox sandbox = Sandbox.start();
  private final SandboxClient client = SandboxClient.of(sandbox);

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @Test
  void applicationsHaveNoType() {
    SandboxClient.Received answer = get("applications", Sandbox.METADATA_KEY);

    assertEquals("application/json; charset=utf-8", answer.header("Content-Type"));
    assertTrue(
        answer.text().startsWith("[{\"id\":\"" + APPLICATION + "\",\"name\":\"FP&A\"},"),
        answer.text());
  }

  @Test
  void blocksAndViewsHaveTypes() {
    String blocks = get("blocks?applicationId=" + APPLICATION, Sandbox.METADATA_KEY).text();
    assertTrue(blocks.contains("\"name\":\"Revenue\",\"type\":\"Metric\""), blocks);

    String views = views(APPLICATION, SampleBlocks.REVENUE.id()).text();
    assertTrue(
        views.contains(
            "{\"id\":\"" + Sandbox.EXAMPLE_VIEW + "\",\"name\":\"By month\",\"type\":\"Public\"}"),
        views);
    assertEquals("[]", views(APPLICATION, SampleBlocks.MONTH.id()).text());
  }

  @Test
  void everyViewAndBlockOfTheSamplesCanBeExported() {
    Metadata metadata = sandbox.metadata();
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
  void whatIsNotThereIsNotTold(String question, int status) {
    assertEquals(status, get(question, Sandbox.METADATA_KEY).status());
  }

  @Test
  void eachEndpointHasItsTypeOfKey() {
    assertEquals(401, get("applications", Sandbox.API_KEY).status());
    Request export =
        client
            .request(Sandbox.EXAMPLE_VIEW)
            .header("Authorization", "Bearer " + Sandbox.METADATA_KEY)
            .build();
    assertEquals(401, client.send(export).status());
  }

  @Test
  void metadataIsOnlyRead() {
    Request post =
        new Request.Builder()
            .url(sandbox.url() + "/api/v1/applications")
            .header("Authorization", "Bearer " + Sandbox.METADATA_KEY)
            .post(RequestBody.create("", null))
            .build();
    assertEquals(405, client.send(post).status());
  }

  @Test
  void itsFaultsAreItsOwn() {
    sandbox.nextMetadata(Fault.status(503));

    assertEquals(200, client.export(Sandbox.EXAMPLE_VIEW).status());
    assertEquals(503, get("applications", Sandbox.METADATA_KEY).status());
    assertEquals(200, get("applications", Sandbox.METADATA_KEY).status());
    assertEquals(3, sandbox.requests().size());
  }

  @Test
  void aKeyOfTheOldFormatIsRefused() {
    Sandbox.Builder builder = Sandbox.builder();
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.metadataKey("3jp2e232-9875-42f4-9fcf-63fe2ce568jp"));
  }

  private SandboxClient.Received views(String application, String block) {
    return get("views?applicationId=" + application + "&blockId=" + block, Sandbox.METADATA_KEY);
  }

  private SandboxClient.Received get(String question, String key) {
    return client.send(
        new Request.Builder()
            .url(sandbox.url() + "/api/v1/" + question)
            .header("Authorization", "Bearer " + key)
            .build());
  }
}
