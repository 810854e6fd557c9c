package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import mockwebserver3.RecordedRequest;

/** Pigment's metadata endpoints, which produce the response to a request if there is no fault. */
final class MetadataApi {
  private static final List<String> PATHS =
      List.of("/api/v1/applications", "/api/v1/blocks", "/api/v1/views");

  private final String key;
  private final Metadata metadata;

  MetadataApi(String key, Metadata metadata) {
    this.key = key;
    this.metadata = metadata;
  }

  static boolean isMetadata(RecordedRequest request) {
    return PATHS.contains(request.getUrl().encodedPath());
  }

  Reply reply(RecordedRequest request) {
    if (!request.getMethod().equals("GET")) {
      return Reply.problem(405, "This endpoint requires GET.").header("Allow", "GET");
    }
    return Keys.refusal(request, key, "Modeling Metadata key").orElseGet(() -> respond(request));
  }

  private Reply respond(RecordedRequest request) {
    try {
      return switch (request.getUrl().encodedPath()) {
        case "/api/v1/applications" -> json(Optional.of(metadata.applications()));
        case "/api/v1/blocks" -> json(metadata.blocks(id(request, "applicationId")));
        default -> json(metadata.views(id(request, "applicationId"), id(request, "blockId")));
      };
    } catch (Refusal e) {
      return Reply.problem(400, e.getMessage());
    }
  }

  private static String id(RecordedRequest request, String name) {
    String id = Optional.ofNullable(request.getUrl().queryParameter(name)).orElse("");
    if (!Members.isUuid(id)) {
      throw new Refusal("The value '" + id + "' is not valid for " + name + ".");
    }
    return id;
  }

  private static Reply json(Optional<List<Metadata.Entry>> entries) {
    return entries
        .map(
            list -> list.stream().map(MetadataApi::json).collect(Collectors.joining(",", "[", "]")))
        .map(Reply::json)
        .orElseGet(() -> Reply.problem(404));
  }

  private static String json(Metadata.Entry entry) {
    String type = entry.type() == null ? "" : ",\"type\":\"" + Problem.escaped(entry.type()) + "\"";
    return "{\"id\":\"%s\",\"name\":\"%s\"%s}"
        .formatted(entry.id(), Problem.escaped(entry.name()), type);
  }
}
