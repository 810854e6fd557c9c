package io.github.pigmentspark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
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

/** Holds the rooms apart: each knows only those before it, and its own libraries. */
@AnalyzeClasses(
    packages = RoomsTest.ROOT,
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class RoomsTest {
  static final String ROOT = "io.github.pigmentspark";

  private static final String CLIENT = ROOT + ".client..";
  private static final String CSV = ROOT + ".csv..";
  private static final String OPTIONS = ROOT + ".options..";
  private static final String SCHEMA = ROOT + ".schema..";
  private static final String READ = ROOT + ".read..";
  private static final String CATALOG = ROOT + ".catalog..";

  @ArchTest
  static final ArchRule aRoomKnowsOnlyThoseBeforeIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .ensureAllClassesAreContainedInArchitecture()
          .layer("client")
          .definedBy(CLIENT)
          .layer("csv")
          .definedBy(CSV)
          .layer("options")
          .definedBy(OPTIONS)
          .layer("schema")
          .definedBy(SCHEMA)
          .layer("read")
          .definedBy(READ)
          .optionalLayer("catalog")
          .definedBy(CATALOG)
          .layer("doors")
          .definedBy(ROOT)
          .whereLayer("doors")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("catalog")
          .mayOnlyBeAccessedByLayers("doors")
          .whereLayer("read")
          .mayOnlyBeAccessedByLayers("doors", "catalog")
          .whereLayer("schema")
          .mayOnlyBeAccessedByLayers("doors", "catalog", "read")
          .whereLayer("options")
          .mayOnlyBeAccessedByLayers("doors", "catalog", "read", "schema")
          .whereLayer("csv")
          .mayOnlyBeAccessedByLayers("doors", "catalog", "read", "schema", "options")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("doors", "catalog", "read", "schema", "options");

  @ArchTest
  static final ArchRule thereIsNoCircle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheClientKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "okio..", "kotlin..");

  @ArchTest
  static final ArchRule nobodyKnowsWhatSparkBringsAlong =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.commons..");

  @ArchTest
  static final ArchRule clientAndCsvKnowNeitherSparkNorHadoop =
      noClasses()
          .that()
          .resideInAnyPackage(CLIENT, CSV)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule nobodyKnowsWhatSparkMayChange =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark.sql.execution..", "scala..");

  @ArchTest
  static final ArchRule whatIsPublicIsUsedByAnotherRoom =
      classes()
          .that()
          .arePublic()
          .and()
          .resideOutsideOfPackage(ROOT)
          .and()
          // An exception leaves its room without being named.
          .areNotAssignableTo(Throwable.class)
          .and()
          // Spark makes metrics by the names of their classes.
          .haveNameNotMatching(".*\\.ReadMetrics\\$.*")
          .should(beUsedByAnotherRoom());

  @Test
  void eachRoomSaysWhatItIs() throws IOException {
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

  private static ArchCondition<JavaClass> beUsedByAnotherRoom() {
    return new ArchCondition<>("be used by another room") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .map(dependency -> dependency.getOriginClass())
                .anyMatch(resideInAPackage(type.getPackageName()).negate());
        events.add(
            new SimpleConditionEvent(
                type, used, type.getName() + (used ? " is" : " is not") + " used by another room"));
      }
    };
  }
}
