package org.gnnautoscale.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The order of the packages, as a test: the same list is in docs/architecture.md. */
@AnalyzeClasses(
    packages = "org.gnnautoscale.spark",
    importOptions = {DoNotIncludeTests.class})
class ArchitectureTest {

  /** A package may use those behind it, never those before it. */
  private static final List<String> LAYERS =
      List.of("submit", "report", "partition", "shard", "ingest");

  @ArchTest
  void dependenciesPointDown(JavaClasses classes) {
    for (int i = 1; i < LAYERS.size(); i++) {
      String[] above =
          LAYERS.subList(0, i).stream().map(ArchitectureTest::in).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(in(LAYERS.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(classes);
    }
  }

  @ArchTest
  void onlySubmitBuildsSessions(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("submit"))
        .should()
        .callMethod(SparkSession.class, "builder")
        .check(classes);
  }

  @ArchTest
  void namesSayWhatAThingIs(JavaClasses classes) {
    noClasses()
        .should()
        .haveNameMatching(".*\\.(Abstract|Base)\\w+|.*(Utils?|Helper|Manager|Impl)")
        .check(classes);
  }

  private static String in(String layer) {
    return "org.gnnautoscale.spark." + layer + "..";
  }
}
