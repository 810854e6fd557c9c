package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ConnectTimeoutSocketFactoryTest {
  @Test
  void connectTimeoutAppliesToProxyThatDoesNotRespond() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ConnectionSettings settings =
          TestSettings.builder("https://pigment.test", "key")
              .connectTimeout(Duration.ofMillis(300))
              .readTimeout(Duration.ofMinutes(1))
              .build();
      OkHttpClient client =
          HttpClients.create(settings, new ConnectionPool(0, 1, TimeUnit.MINUTES))
              .newBuilder()
              .proxy(new Proxy(Proxy.Type.HTTP, silent.getLocalSocketAddress()))
              .build();
      Request request = new Request.Builder().url("https://pigment.test/").build();

      IOException failure =
          assertThrows(SocketTimeoutException.class, () -> client.newCall(request).execute());

      assertEquals("connect timed out", failure.getMessage());
    }
  }
}
