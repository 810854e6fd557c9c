package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.TestSettings;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class ExportResponseTest {
  private static final ExportRequest REQUEST =
      ExportRequest.builder(
              ExportKind.VIEW, "2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55", DateFormat.ISO8601)
          .build();

  @Test
  void warnsOnceOfHttp1ExceptFromThisMachine() throws IOException {
    try (Warnings warnings = Warnings.of(ExportResponse.class.getName())) {
      for (String local : List.of("http://localhost:8080", "https://127.0.0.1", "http://[::1]:1")) {
        check(local, Protocol.HTTP_1_1);
      }
      check("https://pigment.app", Protocol.HTTP_2);
      assertEquals(List.of(), warnings.take());

      check("https://pigment.app", Protocol.HTTP_1_1);
      String warning = warnings.take().get(0);
      assertTrue(
          warning.contains(" is sent over HTTP/1.1, so a failure on Pigment's side"), warning);

      check("https://pigment.app", Protocol.HTTP_1_1);
      assertEquals(List.of(), warnings.take());
    }
  }

  private static void check(String baseUrl, Protocol protocol) throws IOException {
    ExportResponse.check(
        new Response.Builder()
            .request(new Request.Builder().url(baseUrl).build())
            .protocol(protocol)
            .code(200)
            .message("OK")
            .body(ResponseBody.create("a;b\n1;2\n", MediaType.get("text/csv")))
            .build(),
        REQUEST,
        TestSettings.builder(baseUrl, "a_test_key_0123456789").build());
  }
}
