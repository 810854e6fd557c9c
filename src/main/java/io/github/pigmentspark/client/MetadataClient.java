package io.github.pigmentspark.client;

import io.github.pigmentspark.http.HttpClients;
import io.github.pigmentspark.http.RateLimiter;
import io.github.pigmentspark.http.RetryLoop;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A client for Pigment's metadata API, which lists applications, their blocks and their views. It
 * needs a Modeling Metadata key.
 *
 * <p>Every method retries as the {@link RetryPolicy} allows. It throws a {@link PigmentException}
 * if the request fails, and an {@link InterruptedIOException} as soon as its thread is interrupted.
 */
public final class MetadataClient {
  /**
   * The time that an idle connection stays open for the next request. Listing all blocks sends many
   * requests.
   */
  private static final int IDLE_SECONDS = 5;

  private final ConnectionSettings settings;
  private final OkHttpClient http;

  private MetadataClient(ConnectionSettings settings, OkHttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** Creates a client with a metadata key. No request is sent yet. */
  public static MetadataClient create(ConnectionSettings settings) {
    return new MetadataClient(
        settings,
        HttpClients.create(settings, new ConnectionPool(1, IDLE_SECONDS, TimeUnit.SECONDS)));
  }

  /** Lists all applications that the key's owner has access to. */
  public List<MetadataEntry> applications() throws InterruptedIOException {
    return list(MetadataRequest.applications());
  }

  /** Lists all blocks of an application. */
  public List<MetadataEntry> blocks(String applicationId) throws InterruptedIOException {
    return list(MetadataRequest.blocks(applicationId));
  }

  /** Lists all saved views of a block. */
  public List<MetadataEntry> views(String applicationId, String blockId)
      throws InterruptedIOException {
    return list(MetadataRequest.views(applicationId, blockId));
  }

  private List<MetadataEntry> list(MetadataRequest request) throws InterruptedIOException {
    return new RetryLoop(settings, "request " + request)
        .run(
            () -> {
              RateLimiter.of(settings.baseUrl()).acquire();
              return send(request);
            });
  }

  /** Sends a request on a separate thread, because a blocking read ignores interrupts. */
  private List<MetadataEntry> send(MetadataRequest request) throws IOException {
    Call call =
        http.newCall(
            new Request.Builder()
                .url(request.url(settings.baseUrl()))
                .header("Accept", "application/json")
                .build());
    FutureTask<List<MetadataEntry>> entries = new FutureTask<>(() -> receive(call, request));
    Thread thread = new Thread(entries, "pigment-metadata");
    thread.setDaemon(true);
    thread.start();
    Duration timeout = settings.connectTimeout().plus(settings.readTimeout());
    try {
      return entries.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("timeout");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      call.cancel();
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException) {
      throw (RuntimeException) cause;
    }
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return (IOException) cause;
  }

  private List<MetadataEntry> receive(Call call, MetadataRequest request) throws IOException {
    try (Response response = call.execute()) {
      return Collections.unmodifiableList(
          new MetadataResponse(response, request, settings).entries());
    }
  }
}
