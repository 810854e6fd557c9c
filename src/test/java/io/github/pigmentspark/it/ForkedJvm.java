package io.github.pigmentspark.it;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A test program in another JVM, with the same class path: the shaded jar. */
final class ForkedJvm {
  private ForkedJvm() {}

  /**
   * Runs a main class to its end, at most four minutes.
   *
   * @param options of the JVM, beside those that Spark needs
   * @return what it printed, if it ended with 0
   */
  static String run(
      Class<?> main, List<String> options, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("pigment-forked", ".txt");
    try {
      ProcessBuilder builder = builder(main, options, arguments).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
          throw new AssertionError(main + " did not end: " + Files.readString(output));
        }
      } finally {
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(main + " failed: " + Files.readString(output));
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }

  /** Returns a process that runs a main class, with its errors among its output. */
  static ProcessBuilder builder(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("--enable"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-Xmx1g",
            // Half the work of a short-lived Spark is the second compiler's.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC"));
    command.add("-Djdk.reflect.useDirectMethodHandle=false");
    command.addAll(options);
    command.add("-classpath");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }
}
