package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Every class, method and field that the shaded jar names is there: in the jar, in the JDK, or in
 * the Spark that the test runs on. Catches what a compiler on another Spark, a relocation or a
 * minimiser broke, in code that no other test happens to run.
 */
@Tag("spark-matrix")
class LinkIT {
  private static final String OURS = "io/github/pigmentspark/";
  private static final String SHADED = OURS + "shaded/";

  /** What OkHttp uses only where it finds it, and asks before it does. */
  private static final List<String> OPTIONAL =
      Arrays.asList(
          "org/conscrypt/",
          "org/bouncycastle/",
          "org/openjsse/",
          "android/",
          "dalvik/",
          "org/codehaus/mojo/animal_sniffer/",
          "com/oracle/svm/",
          "org/graalvm/");

  private final Map<String, Optional<ClassShape>> shapes = new HashMap<>();
  private final TreeSet<String> missing = new TreeSet<>();

  @Test
  void everyReferenceOfTheJarResolves() throws IOException {
    int classes = 0;
    try (JarFile jar = new JarFile(System.getProperty("connector.jar"))) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          assertTrue(entry.getName().startsWith(OURS), "not relocated: " + entry.getName());
          try (InputStream bytes = jar.getInputStream(entry)) {
            check(new ClassReader(bytes));
          }
          classes++;
        }
      }
    }
    assertTrue(classes > 500, "only " + classes + " classes looked at");
    assertEquals("", String.join("\n", missing));
  }

  private void check(ClassReader reader) {
    String user = reader.getClassName();
    reader.accept(new References(user), ClassReader.SKIP_DEBUG);
    ClassShape shape = shape(user).get();
    if (!user.startsWith(SHADED) && !shape.isAbstract) {
      shape.unimplemented().forEach(method -> missing.add(user + " does not implement " + method));
    }
  }

  private void requireClass(String user, String name) {
    String element =
        name.startsWith("[") ? Type.getType(name).getElementType().getDescriptor() : name;
    if (element.startsWith("L") && element.endsWith(";")) {
      element = element.substring(1, element.length() - 1);
    }
    boolean primitive = name.startsWith("[") && element.length() == 1;
    if (!primitive && !isOptional(element) && !shape(element).isPresent()) {
      missing.add(user + " needs " + element);
    }
  }

  private void requireMember(String user, String owner, String member) {
    requireClass(user, owner);
    if (owner.startsWith("[") || isOptional(owner)) {
      return;
    }
    Optional<ClassShape> shape = shape(owner);
    if (shape.isPresent() && !shape.get().has(member) && !isPolymorphic(owner)) {
      missing.add(user + " needs " + owner + "." + member);
    }
  }

  private static boolean isPolymorphic(String owner) {
    return owner.equals("java/lang/invoke/MethodHandle")
        || owner.equals("java/lang/invoke/VarHandle");
  }

  private static boolean isOptional(String name) {
    return OPTIONAL.stream().anyMatch(name::startsWith);
  }

  private Optional<ClassShape> shape(String name) {
    Optional<ClassShape> known = shapes.get(name);
    if (known == null) {
      known = readShape(name);
      shapes.put(name, known);
    }
    return known;
  }

  private Optional<ClassShape> readShape(String name) {
    try (InputStream bytes = LinkIT.class.getClassLoader().getResourceAsStream(name + ".class")) {
      if (bytes == null) {
        return Optional.empty();
      }
      ClassShape shape = new ClassShape();
      new ClassReader(bytes).accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return Optional.of(shape);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** The declarations and supertypes of a class. */
  private final class ClassShape extends ClassVisitor {
    private final List<String> parents = new ArrayList<>();
    private final TreeSet<String> concrete = new TreeSet<>();
    private final TreeSet<String> declaredAbstract = new TreeSet<>();
    private boolean isAbstract;

    ClassShape() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version, int access, String name, String sig, String parent, String[] interfaces) {
      isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
      if (parent != null) {
        parents.add(parent);
      }
      parents.addAll(Arrays.asList(interfaces));
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String sig, String[] exceptions) {
      ((access & Opcodes.ACC_ABSTRACT) == 0 ? concrete : declaredAbstract).add(name + descriptor);
      return null;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String sig, Object value) {
      concrete.add(name + ":" + descriptor);
      return null;
    }

    boolean has(String member) {
      return concrete.contains(member)
          || declaredAbstract.contains(member)
          || ancestors().stream().anyMatch(shape -> shape.has(member));
    }

    TreeSet<String> unimplemented() {
      TreeSet<String> methods = new TreeSet<>();
      TreeSet<String> implemented = new TreeSet<>();
      collect(methods, implemented);
      methods.removeAll(implemented);
      return methods;
    }

    private void collect(TreeSet<String> methods, TreeSet<String> implemented) {
      methods.addAll(declaredAbstract);
      implemented.addAll(concrete);
      ancestors().forEach(shape -> shape.collect(methods, implemented));
    }

    private List<ClassShape> ancestors() {
      List<ClassShape> found = new ArrayList<>();
      parents.forEach(parent -> shape(parent).ifPresent(found::add));
      return found;
    }
  }

  /** Walks the code of a class and requires what it names. */
  private final class References extends ClassVisitor {
    private final String user;

    References(String user) {
      super(Opcodes.ASM9);
      this.user = user;
    }

    @Override
    public void visit(
        int version, int access, String name, String sig, String parent, String[] interfaces) {
      assertTrue(version <= Opcodes.V1_8, name + " is not for Java 8");
      if (!isOptional(parent)) {
        requireClass(name, parent);
      }
      for (String each : interfaces) {
        requireClass(name, each);
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String sig, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          requireMember(user, owner, method + type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          requireMember(user, owner, field + ":" + type);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
          requireClass(user, type);
        }

        @Override
        public void visitLdcInsn(Object value) {
          if (value instanceof Type && ((Type) value).getSort() == Type.OBJECT) {
            requireClass(user, ((Type) value).getInternalName());
          }
        }

        @Override
        public void visitInvokeDynamicInsn(
            String method, String type, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle) {
              Handle handle = (Handle) argument;
              boolean field = handle.getTag() <= Opcodes.H_PUTSTATIC;
              requireMember(
                  user,
                  handle.getOwner(),
                  handle.getName() + (field ? ":" : "") + handle.getDesc());
            }
          }
        }
      };
    }
  }
}
