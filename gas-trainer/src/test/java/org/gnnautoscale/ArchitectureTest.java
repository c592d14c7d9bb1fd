package org.gnnautoscale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The picture in {@code docs/architecture.md}, as a test. */
@NullMarked
@AnalyzeClasses(packages = "org.gnnautoscale", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** From the user to the machine: a package may use those after it, never those before. */
  private static final List<String> LAYERS =
      List.of(
          "cli",
          "bench",
          "reproduce",
          "infer",
          "train",
          "nn",
          "load",
          "autograd",
          "history",
          "engine",
          "memory",
          "settings");

  @ArchTest
  void dependenciesPointDown(JavaClasses classes) {
    for (int i = 1; i < LAYERS.size(); i++) {
      String[] above =
          LAYERS.subList(0, i).stream().map(ArchitectureTest::in).toArray(String[]::new);
      mayNotUse(in(LAYERS.get(i)), above).check(classes);
    }
  }

  @ArchTest
  void packagesHaveNoCycles(JavaClasses classes) {
    slices().matching("org.gnnautoscale.(**)").should().beFreeOfCycles().check(classes);
  }

  @ArchTest
  void nothingOfTheTrainerIsUsedBySparkOrTheCore(JavaClasses classes) {
    String[] trainer = LAYERS.stream().map(ArchitectureTest::in).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(trainer)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(trainer)
        .check(classes);
  }

  @ArchTest
  void nativePointersStayInMemory(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("memory"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "sun.misc..")
        .check(classes);
  }

  @ArchTest
  void sparkStaysInItsModuleAndInTheCommands(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("spark"), in("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", in("spark"))
        .check(classes);
  }

  @ArchTest
  void namesSayWhatAThingIs(JavaClasses classes) {
    noClasses()
        .should()
        .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w+|.*(Utils?|Helper|Manager|Impl)")
        .check(classes);
  }

  private static ArchRule mayNotUse(String user, String... used) {
    return noClasses()
        .that()
        .resideInAPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(used)
        .allowEmptyShould(true);
  }

  private static String in(String layer) {
    return "org.gnnautoscale." + layer + "..";
  }
}
