package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
import io.github.pigmentspark.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class LargeReadsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String HOST = LOOPBACK.getHostAddress();

  private final SocketFactory sockets = new LargeReads();

  @Test
  void theSystemIsAskedForMoreThanOkHttpAsksFor() throws IOException {
    Source source = new Source(4 * LargeReads.SIZE);
    InputStream in = new LargeReads.BufferedStream(source);

    assertArrayEquals(source.bytes, in.readAllBytes());
    assertEquals(5, source.reads, "one for each piece, one for the end");
  }

  @Test
  void whateverIsAskedForTheBytesAreTheSame() throws IOException {
    Source source = new Source(10 * LargeReads.SIZE);
    InputStream in = new LargeReads.BufferedStream(source);
    Random random = new Random(1);
    byte[] read = new byte[source.bytes.length];
    int position = 0;
    while (position < read.length) {
      if (random.nextInt(10) == 0) {
        read[position++] = (byte) in.read();
      } else {
        int most = Math.min(read.length - position, random.nextInt(2 * LargeReads.SIZE));
        position += in.read(read, position, most);
      }
    }

    assertArrayEquals(source.bytes, read);
    assertEquals(-1, in.read());
    assertEquals(-1, in.read(read, 0, 1));
    assertEquals(0, in.read(read, 0, 0));
  }

  @Test
  void whatIsThereIsHandedOutWithoutWaitingForMore() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket socket = sockets.createSocket(HOST, server.getLocalPort());
        Socket peer = server.accept()) {
      socket.setSoTimeout(200);
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[8192];
      peer.getOutputStream().write(new byte[] {1, -2, 3});
      assertEquals(1, in.read());
      assertEquals(0xFE, in.read());
      assertTrue(in.available() > 0);
      assertEquals(1, in.read(bytes, 5, 100));
      assertEquals(3, bytes[5]);

      assertThrows(SocketTimeoutException.class, () -> in.read(bytes));
      peer.getOutputStream().write(4);
      assertEquals(4, in.read(), "a timeout loses nothing");
    }
  }

  @Test
  void whatOneReadsAheadIsThereForTheNext() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket socket = sockets.createSocket(LOOPBACK, server.getLocalPort());
        Socket peer = server.accept()) {
      peer.getOutputStream().write(new byte[] {1, 2});
      assertEquals(1, socket.getInputStream().read());
      assertSame(socket.getInputStream(), socket.getInputStream());
      assertEquals(2, socket.getInputStream().read());
    }
  }

  @Test
  void aSocketMayBeBoundToALocalAddress() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 2, LOOPBACK);
        Socket byName = sockets.createSocket(HOST, server.getLocalPort(), LOOPBACK, 0);
        Socket byAddress = sockets.createSocket(LOOPBACK, server.getLocalPort(), LOOPBACK, 0)) {
      assertEquals(LOOPBACK, byName.getLocalAddress());
      assertEquals(LOOPBACK, byAddress.getLocalAddress());
      assertTrue(byName.isConnected() && byAddress.isConnected());
    }
  }

  @Test
  void whoCannotBeReachedIsAnError() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      port = server.getLocalPort();
    }
    assertThrows(ConnectException.class, () -> sockets.createSocket(HOST, port));
  }

  @Test
  void closingTheStreamClosesTheSocket() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket socket = sockets.createSocket(HOST, server.getLocalPort())) {
      assertFalse(socket.isClosed());
      socket.getInputStream().close();
      assertTrue(socket.isClosed());
    }
  }

  @Test
  void theClientReadsSo() {
    ConnectionSettings settings =
        ConnectionSettings.builder()
            .baseUrl("http://localhost")
            .apiToken(ApiToken.of(Simulator.API_KEY))
            .userAgent("test")
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(5))
            .retryPolicy(RetryPolicy.of(0, Duration.ofSeconds(5), Duration.ofMillis(1)))
            .protocolPolicy(ProtocolPolicy.PREFER_HTTP2)
            .build();
    assertInstanceOf(
        LargeReads.class,
        HttpClients.create(settings, new ConnectionPool(0, 1, TimeUnit.MINUTES)).socketFactory());
  }

  @Test
  void aProxyThatSaysNothingTimesOutAsIfThereWereNoConnection() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
      OkHttpClient client =
          new OkHttpClient.Builder()
              .socketFactory(sockets)
              .proxy(new Proxy(Proxy.Type.HTTP, silent.getLocalSocketAddress()))
              .connectTimeout(Duration.ofMillis(300))
              .readTimeout(Duration.ofMinutes(1))
              .retryOnConnectionFailure(false)
              .build();
      Request request = new Request.Builder().url("https://pigment.test/").build();

      IOException failure =
          assertThrows(SocketTimeoutException.class, () -> client.newCall(request).execute());

      assertEquals(LargeReads.CONNECT_TIMED_OUT, failure.getMessage());
    }
  }

  /** Bytes that come as many at a time as are asked for. */
  private static final class Source extends InputStream {
    private final byte[] bytes;
    private final InputStream in;
    private int reads;

    Source(int length) {
      bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() throws IOException {
      throw new IOException("one byte at a time");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      reads++;
      return in.read(buffer, offset, length);
    }
  }
}
