package io.github.pigmentspark.pigment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class PigmentExceptionTest {
  /** PySpark shows the message alone of this class and its subclasses. */
  @Test
  void isAnIllegalArgumentException() {
    assertInstanceOf(IllegalArgumentException.class, new PigmentException("message"));
  }

  @Test
  void statusSurvivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ResponseStatusException("not found", 404));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ResponseStatusException copy = (ResponseStatusException) in.readObject();
      assertEquals("not found", copy.getMessage());
      assertTrue(copy.isNotFound());
    }
  }
}
