package io.github.pigmentspark.client;

import io.github.pigmentspark.simulator.JvmTrust;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets the connector trust the simulator. Runs before all tests, through {@code META-INF/services},
 * because the client reads the trust store once in a JVM.
 */
public final class TrustTheSimulator implements BeforeAllCallback {
  private static final AtomicBoolean DONE = new AtomicBoolean();

  @Override
  public void beforeAll(ExtensionContext context) {
    if (DONE.compareAndSet(false, true)) {
      JvmTrust.install();
    }
  }
}
