package io.github.pigmentspark.sandbox;

import java.util.ArrayList;
import java.util.List;
import mockwebserver3.RecordedRequest;

/** The requests of one sandbox, in the order they came. */
final class Requests {
  private final List<SandboxRequest> requests = new ArrayList<>();

  synchronized SandboxRequest add(RecordedRequest recorded) {
    SandboxRequest request = new SandboxRequest(recorded);
    requests.add(request);
    return request;
  }

  synchronized List<SandboxRequest> all() {
    return List.copyOf(requests);
  }
}
