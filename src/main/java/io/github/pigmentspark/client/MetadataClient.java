package io.github.pigmentspark.client;

import io.github.pigmentspark.http.Exchange;
import io.github.pigmentspark.http.HttpClients;
import io.github.pigmentspark.http.RateLimiter;
import io.github.pigmentspark.http.RetryLoop;
import io.github.pigmentspark.http.SlowResponseException;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Asks Pigment what there is: applications, their blocks, their views. Needs a key of its own type.
 *
 * <p>Every method waits for one answer, repeats a failed request as {@link RetryPolicy} allows, and
 * throws a {@link PigmentException} if there is none, or an {@link InterruptedIOException} as soon
 * as its thread is interrupted.
 */
public final class MetadataClient {
  /** An entry takes about 120 bytes; nobody has half a million of them. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  /** How long a connection waits for the next request; a walk over all blocks makes many. */
  private static final int IDLE_SECONDS = 5;

  private final ConnectionSettings settings;
  private final OkHttpClient http;

  private MetadataClient(ConnectionSettings settings, OkHttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** A client with these settings, whose key is one for metadata; it asks nothing yet. */
  public static MetadataClient create(ConnectionSettings settings) {
    return new MetadataClient(
        settings,
        HttpClients.create(settings, new ConnectionPool(1, IDLE_SECONDS, TimeUnit.SECONDS)));
  }

  /** All applications that the key's owner may see. */
  public List<MetadataEntry> applications() throws InterruptedIOException {
    return ask(MetadataRequest.applications());
  }

  /** All blocks of an application. */
  public List<MetadataEntry> blocks(String applicationId) throws InterruptedIOException {
    return ask(MetadataRequest.blocks(applicationId));
  }

  /** All saved views of a block. */
  public List<MetadataEntry> views(String applicationId, String blockId)
      throws InterruptedIOException {
    return ask(MetadataRequest.views(applicationId, blockId));
  }

  private List<MetadataEntry> ask(MetadataRequest request) throws InterruptedIOException {
    RetryLoop retries = new RetryLoop(settings, "request " + request);
    try {
      while (true) {
        RateLimiter.of(settings.baseUrl()).spend();
        try {
          return answer(request);
        } catch (InterruptedIOException e) {
          if (RetryLoop.isInterruption(e)) {
            throw e;
          }
          sleep(retries.pauseAfter(e, 0));
        } catch (IOException e) {
          sleep(retries.pauseAfter(e, 0));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The request " + request + " was cancelled");
    }
  }

  private static void sleep(Duration pause) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
  }

  /** In a thread of its own: the one that waits can be interrupted, the one that reads cannot. */
  private List<MetadataEntry> answer(MetadataRequest request)
      throws IOException, InterruptedException {
    Duration most = settings.connectTimeout().plus(settings.readTimeout());
    Exchange exchange = new Exchange(http.newCall(http(request)), most);
    FutureTask<List<MetadataEntry>> answer =
        new FutureTask<>(() -> Collections.unmodifiableList(receive(exchange, request)));
    Thread thread = new Thread(answer, "pigment-metadata");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SlowResponseException("its answer", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      exchange.cancel();
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

  private Request http(MetadataRequest request) {
    return new Request.Builder()
        .url(request.url(settings.baseUrl()))
        .header("Authorization", settings.apiToken().authorization())
        .header("Accept", "application/json")
        .header("User-Agent", settings.userAgent())
        .build();
  }

  private List<MetadataEntry> receive(Exchange exchange, MetadataRequest request)
      throws IOException {
    try {
      Response response = exchange.send();
      MetadataResponse answer = new MetadataResponse(response, request, settings.apiToken());
      if (!response.isSuccessful()) {
        throw answer.failure();
      }
      byte[] body = body(exchange, request);
      try {
        return MetadataJson.parse(body, request.kind());
      } catch (IllegalArgumentException e) {
        throw answer.notUnderstood(body, e);
      }
    } finally {
      exchange.end();
    }
  }

  private static byte[] body(Exchange exchange, MetadataRequest request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8 * 1024];
    for (int count = 0; count >= 0; count = exchange.read(buffer, 0, buffer.length)) {
      body.write(buffer, 0, count);
      if (body.size() > MOST_BYTES) {
        throw new PigmentException(
            String.format(
                Locale.ROOT,
                "The answer to %s is longer than %d MB; that cannot be Pigment's. Check baseUrl and"
                    + " the network.",
                request,
                MOST_BYTES >> 20));
      }
    }
    return body.toByteArray();
  }
}
