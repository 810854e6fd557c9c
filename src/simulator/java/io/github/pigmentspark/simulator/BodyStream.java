package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A stream that counts the bytes of a body, limits its speed, and runs each event after the
 * specified number of bytes.
 */
final class BodyStream extends OutputStream {
  /** An exception that stops the writer of the body, so that nothing more is sent. */
  static final class BrokenOff extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final int SLICES_PER_SECOND = 20;

  private final Transport transport;
  private final SimulatorRequest request;
  private final Pauses pauses;
  private final NavigableMap<Long, List<Reply.Event>> events;
  private final long bytesPerSecond;
  private final long slice;
  private long sent;

  BodyStream(Transport transport, Reply reply, SimulatorRequest request, Pauses pauses) {
    this.transport = transport;
    this.request = request;
    this.pauses = pauses;
    this.events = new TreeMap<>(reply.events());
    this.bytesPerSecond = reply.bytesPerSecond();
    this.slice = Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
  }

  /** Runs the events at byte 0. Must be called after the headers and before the first byte. */
  void begin() throws IOException {
    runEvents();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = (int) Math.min(Math.min(length - done, slice), untilNextEvent());
      request.sent(sent + step);
      transport.write(bytes, offset + done, step);
      done += step;
      sent += step;
      if (bytesPerSecond != Long.MAX_VALUE) {
        pause(Duration.ofNanos(step * 1_000_000_000L / bytesPerSecond));
      }
      runEvents();
    }
  }

  @Override
  public void flush() throws IOException {
    transport.flush();
  }

  void pause(Duration duration) throws IOException {
    flush();
    pauses.pause(duration);
  }

  /** Sends the rest and ends the body normally. */
  void end() throws IOException {
    request.ended(SimulatorRequest.Outcome.COMPLETE);
    transport.end();
  }

  void cut() throws IOException {
    flush();
    request.ended(SimulatorRequest.Outcome.BROKEN_OFF);
    transport.cut();
    throw new BrokenOff();
  }

  void reset() throws IOException {
    flush();
    request.ended(SimulatorRequest.Outcome.BROKEN_OFF);
    transport.reset();
    throw new BrokenOff();
  }

  void goAway() throws IOException {
    flush();
    transport.goAway();
  }

  void endEarly() throws IOException {
    request.ended(SimulatorRequest.Outcome.BROKEN_OFF);
    transport.end();
    throw new BrokenOff();
  }

  private long untilNextEvent() {
    return events.isEmpty() ? Long.MAX_VALUE : events.firstKey() - sent;
  }

  private void runEvents() throws IOException {
    while (!events.isEmpty() && events.firstKey() <= sent) {
      for (Reply.Event event : events.pollFirstEntry().getValue()) {
        event.apply(this);
      }
    }
  }
}
