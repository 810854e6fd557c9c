package io.github.pigmentspark.simulator;

import java.util.ArrayList;
import java.util.List;
import mockwebserver3.RecordedRequest;

/** The requests that a simulator received, in order. */
final class Requests {
  private final List<SimulatorRequest> requests = new ArrayList<>();

  synchronized SimulatorRequest add(RecordedRequest recorded) {
    SimulatorRequest request = new SimulatorRequest(recorded);
    requests.add(request);
    return request;
  }

  synchronized List<SimulatorRequest> all() {
    return List.copyOf(requests);
  }
}
