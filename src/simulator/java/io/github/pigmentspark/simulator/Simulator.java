package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;

/**
 * A local server that simulates Pigment's API over real HTTP on the loopback interface. It has
 * built-in views and {@link SampleBlocks}, and injects faults on demand.
 *
 * <pre>{@code
 * try (Simulator pigment = Simulator.start()) {
 *   pigment.next(Fault.none(), Fault.cutAfter(1_000));
 *   ...  // GET pigment.url() + "/api/export/view/" + Simulator.EXAMPLE_VIEW
 * }
 * }</pre>
 */
public final class Simulator implements AutoCloseable {
  /** The Export API key that is accepted by default. */
  public static final String API_KEY = "pigment_simulator_export_key_0123456789";

  /** The Modeling Metadata key that is accepted by default. */
  public static final String METADATA_KEY = "pigment_simulator_metadata_key_0123456789";

  /** The password of every trust store that {@link #writeTrustStore} writes. */
  public static final String TRUST_STORE_PASSWORD = Tls.TRUST_STORE_PASSWORD;

  /**
   * The example from Pigment's article, {@code Country;Month;Cost;Revenue;Margin}, with 16 records.
   */
  public static final String EXAMPLE_VIEW = "c0ffee00-0000-4000-8000-000000000001";

  /** A view of a table with every kind of cell and column name. */
  public static final String EVERY_KIND_VIEW = "c0ffee00-0000-4000-8000-000000000002";

  /** A view of a list with a date column. The Legacy format is {@code 10/25/2024}. */
  public static final String LIST_VIEW = "c0ffee00-0000-4000-8000-000000000003";

  /**
   * A view of a metric with a date column. The Legacy format is {@code 10/25/2024 00:00:00 +00:00}.
   */
  public static final String METRIC_VIEW = "c0ffee00-0000-4000-8000-000000000004";

  /**
   * A view of a table with a date column. The Legacy format is {@code 10/25/2024 00:00:00 +00:00}.
   */
  public static final String TABLE_VIEW = "c0ffee00-0000-4000-8000-000000000005";

  /**
   * A realistic view of a table, with 126 records. It has the budget of 2026 and the actuals until
   * September, by month, region (a code with a leading zero) and department.
   */
  public static final String PLAN_VIEW = "c0ffee00-0000-4000-8000-000000000006";

  /**
   * A view with all values of {@link SampleBlocks#REVENUE}, {@code Country;Month;Revenue}, with 4
   * records.
   */
  public static final String REVENUE_VIEW = "c0ffee00-0000-4000-8000-000000000007";

  /** A view with all values of {@link SampleBlocks#PROFIT_AND_LOSS}. */
  public static final String PROFIT_AND_LOSS_VIEW = "c0ffee00-0000-4000-8000-000000000008";

  private final MockWebServer server;
  private final Sockets sockets;
  private final Pauses pauses = new Pauses();
  private final Views views = new Views();
  private final Blocks blocks = new Blocks();
  private final Metadata metadata = new Metadata();
  private final Faults faults = new Faults();
  private final Faults metadataFaults = new Faults();
  private final Requests requests = new Requests();
  private final Tls tls;

  private Simulator(Builder builder) throws IOException {
    server = new MockWebServer();
    sockets = new Sockets();
    tls = builder.tls;
    if (tls != null) {
      server.useHttps(tls.socketFactory());
      server.setProtocols(
          builder.http1Only
              ? List.of(Protocol.HTTP_1_1)
              : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    }
    ExportApi api = new ExportApi(builder.apiKey, views, blocks);
    server.setServerSocketFactory(sockets);
    server.setDispatcher(
        new SimulatorDispatcher(
            api,
            new MetadataApi(builder.metadataKey, metadata),
            faults,
            metadataFaults,
            requests,
            sockets,
            pauses,
            builder.gzip,
            builder.log));
    server.start(InetAddress.getLoopbackAddress(), builder.port);
  }

  /** Starts a simulator that speaks plain HTTP/1.1 on a free port. */
  public static Simulator start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the id of a view with this many records of about 100 bytes, which are generated while
   * they are sent. Record {@code i} is always the same, and its {@code Code} is {@code i} in ten
   * digits.
   */
  public static String largeView(long records) {
    return LargeView.id(records);
  }

  /** Returns the base URL, without a trailing slash. */
  public String url() {
    return (tls == null ? "http" : "https") + "://localhost:" + server.getPort();
  }

  /** Adds a view, and returns its id. */
  public String serve(View view) {
    return views.add(view);
  }

  /** Adds or replaces the view with this id. */
  public void serve(String viewId, View view) {
    views.put(viewId, view);
  }

  /**
   * Adds a block whose export is always this view, and returns its id. A request can only change
   * the date format and the delimiter.
   */
  public String serveBlock(View.Block kind, View view) {
    return blocks.add(kind, view);
  }

  /** Returns the applications, blocks and views that the simulator lists. More can be added. */
  public Metadata metadata() {
    return metadata;
  }

  /** Applies these faults to the next export requests, one each, in this order. */
  public void next(Fault... next) {
    faults.next(List.of(next));
  }

  /** Applies this fault to every export request after those of {@link #next}. */
  public void always(Fault fault) {
    faults.always(Objects.requireNonNull(fault));
  }

  /** Applies these faults to the next metadata requests, one each, in this order. */
  public void nextMetadata(Fault... next) {
    metadataFaults.next(List.of(next));
  }

  /** Applies this fault to every metadata request after those of {@link #nextMetadata}. */
  public void alwaysMetadata(Fault fault) {
    metadataFaults.always(Objects.requireNonNull(fault));
  }

  /** Removes all faults. */
  public void behave() {
    faults.clear();
    metadataFaults.clear();
  }

  /** Returns all requests so far, for any path, in order. */
  public List<SimulatorRequest> requests() {
    return requests.all();
  }

  /** Returns the number of connections that aren't known to be closed. */
  public long openConnections() {
    return sockets.open();
  }

  /**
   * Returns the self-signed certificate for {@code localhost}, which a client must trust.
   *
   * @throws IllegalStateException if the simulator doesn't use TLS
   */
  public X509Certificate certificate() {
    return tls().certificate();
  }

  /**
   * Returns the certificate in PEM format, for {@code curl --cacert} and Python's {@code requests}.
   */
  public String certificatePem() {
    return tls().certificatePem();
  }

  /**
   * Writes a JKS trust store with the certificate, for {@code javax.net.ssl.trustStore}.
   *
   * @return the file
   */
  public Path writeTrustStore(Path file) throws IOException {
    return tls().writeTrustStore(file);
  }

  private Tls tls() {
    if (tls == null) {
      throw new IllegalStateException("This simulator has no TLS; start it with builder().tls().");
    }
    return tls;
  }

  /** Stops immediately, even in the middle of a response. */
  @Override
  public void close() {
    pauses.close();
    sockets.close();
    server.close();
  }

  /** A builder with the settings of a simulator. */
  public static final class Builder {
    private int port;
    private Tls tls;
    private boolean http1Only;
    private boolean gzip;
    private Consumer<String> log = line -> {};
    private String apiKey = API_KEY;
    private String metadataKey = METADATA_KEY;

    private Builder() {}

    /** Sets the port to listen on. The default, 0, picks a free port. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Serves HTTPS, with HTTP/2 for clients that support it and HTTP/1.1 for others. */
    public Builder tls() {
      tls = new Tls();
      return this;
    }

    /** Serves HTTPS with the certificate of {@link JvmTrust}. */
    public Builder trustedTls() {
      tls = JvmTrust.TLS;
      return this;
    }

    /** Never offers HTTP/2. */
    public Builder http1Only() {
      http1Only = true;
      return this;
    }

    /** Compresses responses for clients that accept gzip. */
    public Builder gzip() {
      gzip = true;
      return this;
    }

    /** Prints a line for each request. */
    public Builder log(PrintStream out) {
      log = out::println;
      return this;
    }

    /** Accepts only this key for exports. */
    public Builder apiKey(String apiKey) {
      this.apiKey = newFormat("apiKey", apiKey);
      return this;
    }

    /** Accepts only this key for metadata. */
    public Builder metadataKey(String metadataKey) {
      this.metadataKey = newFormat("metadataKey", metadataKey);
      return this;
    }

    private static String newFormat(String name, String key) {
      if (Keys.isOldFormat(key)) {
        throw new IllegalArgumentException(
            name + " has the old format with dashes, which Pigment no longer accepts.");
      }
      return key;
    }

    /**
     * Starts listening on the loopback interface.
     *
     * @throws UncheckedIOException if the port is in use
     */
    public Simulator start() {
      try {
        return new Simulator(this);
      } catch (IOException e) {
        throw new UncheckedIOException("Port " + port + ": " + e.getMessage(), e);
      }
    }
  }
}
