package io.github.pigmentspark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks which packages and libraries each package uses. */
@AnalyzeClasses(
    packages = PackagesTest.ROOT,
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class PackagesTest {
  static final String ROOT = "io.github.pigmentspark";

  /** A package may use those before it in this list, and none after it. */
  private static final List<String> ORDER =
      List.of("pigment", "http", "client", "csv", "options", "schema", "decode", "read", "catalog");

  @ArchTest
  static void usesOnlyThePackagesBeforeIt(JavaClasses classes) {
    for (int i = 0; i < ORDER.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + ORDER.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(ROOT), ORDER.stream().skip(i + 1).map(n -> ROOT + "." + n + ".."))
                  .toArray(String[]::new))
          .allowEmptyShould(true)
          .check(classes);
    }
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of(ROOT), ORDER.stream().map(name -> ROOT + "." + name))
                .toArray(String[]::new))
        .check(classes);
  }

  @ArchTest
  static final ArchRule onlyHttpAndClientUseOkHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".http", ROOT + ".client")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "okio..", "kotlin..");

  @ArchTest
  static final ArchRule onlyCsvUsesCommonsCsv =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".csv")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons..");

  @ArchTest
  static final ArchRule clientAndCsvUseNeitherSparkNorHadoop =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".pigment", ROOT + ".http", ROOT + ".client", ROOT + ".csv")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule nothingUsesInternalsOfSpark =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark.sql.execution..", "scala..");

  @ArchTest
  static final ArchRule publicClassesAreUsedByAnotherPackage =
      classes()
          .that()
          .arePublic()
          .and()
          .resideOutsideOfPackage(ROOT)
          .and()
          // Exceptions leave their package without being named in a signature.
          .areNotAssignableTo(Throwable.class)
          .and()
          // A nested class is public for the same reason as the one around it.
          .areTopLevelClasses()
          .should(beUsedByAnotherPackage());

  @Test
  void eachPackageIsDocumented() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> silent =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertEquals(List.of(), silent, "folders without a package-info.java");
    }
  }

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .map(dependency -> dependency.getOriginClass())
                .anyMatch(resideInAPackage(type.getPackageName()).negate());
        events.add(
            new SimpleConditionEvent(
                type,
                used,
                type.getName() + (used ? " is" : " is not") + " used by another package"));
      }
    };
  }
}
