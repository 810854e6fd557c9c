package io.github.pigmentspark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The files of the connector's jar. {@link LinkIT} checks its classes. */
class JarIT {
  private static final Path JAR = Path.of(System.getProperty("connector.jar"));
  private static final int MAX_BYTES = 6 * 1024 * 1024;
  private static final Path LICENSES = Path.of("src/main/resources/META-INF/licenses");

  @Test
  void hasNoDuplicateEntriesAndNoLeftoversOfLibraries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertEquals(names.stream().distinct().toList(), names);
      assertEquals(
          List.of(),
          names.stream()
              .filter(name -> name.startsWith("META-INF/versions/") || name.endsWith("_module"))
              .toList());
    }
    assertTrue(Files.size(JAR) < MAX_BYTES, () -> JAR + " is larger than " + MAX_BYTES + " bytes");
  }

  @Test
  void namesTheDataSourceAsAService() throws IOException {
    byte[] service = read("META-INF/services/org.apache.spark.sql.sources.DataSourceRegister");
    assertEquals("io.github.pigmentspark.PigmentDataSource", new String(service, UTF_8).strip());
  }

  @Test
  void containsLicencesAndNotice() throws IOException {
    for (String name : List.of("LICENSE", "NOTICE")) {
      assertArrayEquals(Files.readAllBytes(Path.of(name)), read("META-INF/" + name), name);
    }
    try (Stream<Path> files = Files.list(LICENSES)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = "META-INF/licenses/" + file.getFileName();
        assertArrayEquals(Files.readAllBytes(file), read(name), name);
      }
    }
  }

  private static byte[] read(String name) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.getInputStream(jar.getEntry(name)).readAllBytes();
    }
  }
}
