package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gnnautoscale.reproduce.CellReport.Data;
import org.gnnautoscale.reproduce.CellReport.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableReportTest {

  private static final Standing NO_FULL = Example.standing(Example.FULL, 0);

  @Test
  void oursStandsBesideThePublishedFigures() {
    TableReport report = report(Example.standing(Example.GAS, 3, 0.79, 0.80, 0.81), NO_FULL);

    assertThat(report.text())
        .containsExactly(
            "Test accuracy in % (micro-F1 where nodes have several labels), mean +- std over runs",
            "",
            "model  data set  runs  ours           published GAS      diff.  verdict  published full batch",
            "gcn    tiny      3     80.00 +- 1.00  80.00 +- 1.00 [M]  +0.00  pass     79.00 +- 0.50",
            "",
            "pass: our mean is at least the other one less 0.70 points; in brackets: runs are missing",
            "[M]: recalled from the paper, no copy could be consulted; the other published figures are verified",
            "3 runs took 30 s, evaluations included",
            "gas 1.0 (abc) with 2 threads of engine cpu trained 3 runs");
    assertThat(report.passed()).isTrue();
  }

  @Test
  void oneThreadIsOne() {
    KeptRun run = Example.run(Example.GAS, 1, 0.8);
    Map<String, Object> made = Map.of("version", "1.0", "engine", "cpu", "threads", 1);
    KeptRun slow = KeptRun.of(Example.GAS, run.source(), run.outcome(), made);

    assertThat(report(new Standing(Example.GAS, 1, List.of(slow), Map.of()), NO_FULL).text())
        .contains("gas 1.0 with 1 thread of engine cpu trained 1 run");
  }

  @Test
  void aCellThatLacksRunsHasAVerdictInBrackets() {
    TableReport report = report(Example.standing(Example.GAS, 3, 0.79), NO_FULL);

    assertThat(report.text().get(3))
        .startsWith("gcn    tiny      1 of 3  79.00  80.00 +- 1.00 [M]  -1.00  (fail)");
    assertThat(report.passed()).isFalse();
  }

  @Test
  void aCellWithoutDataSaysSo() {
    CellReport cell =
        new CellReport(Example.CELL, Example.standing(Example.GAS, 3), NO_FULL, Data.ABSENT);

    assertThat(new TableReport("small", List.of(cell)).text())
        .contains(
            "gcn    tiny      0 of 3  data absent  80.00 +- 1.00 [M]  -      -        79.00 +- 0.50")
        .noneMatch(line -> line.contains("took"));
  }

  @Test
  void keptRunsWithoutDataAreShownAndSaidToBeUnchecked() {
    Standing gas = Example.standing(Example.GAS, 1, 0.8);

    assertThat(
            new TableReport(
                    "small", List.of(new CellReport(Example.CELL, gas, NO_FULL, Data.ABSENT)))
                .text())
        .contains(
            "kept runs that could not be compared with the data, which is absent: gcn on tiny");
    assertThat(
            new TableReport(
                    "small", List.of(new CellReport(Example.CELL, gas, NO_FULL, Data.NOT_MADE)))
                .text())
        .contains("kept runs not compared with the data, whose store is not made: gcn on tiny");
  }

  @Test
  void fullBatchIsComparedOverTheSeedsThatBothHave() {
    TableReport report =
        report(
            Example.standing(Example.GAS, 3, 0.79, 0.80, 0.90),
            Example.standing(Example.FULL, 2, 0.80, 0.81));

    assertThat(report.text())
        .containsSequence(
            "GAS against the full batch, over the seeds that both have",
            "",
            "model  data set  runs  our GAS        our full batch  diff.  verdict  published full batch",
            "gcn    tiny      2     79.50 +- 0.71  80.50 +- 0.71   -1.00  fail     79.00 +- 0.50");
  }

  @Test
  void fewCommonSeedsMakeAVerdictInBrackets() {
    double[] ten = new double[10];
    Arrays.fill(ten, 0.80);
    TableReport report =
        report(Example.standing(Example.GAS, 20, 0.80), Example.standing(Example.FULL, 10, ten));

    assertThat(report.text())
        .as("of 10 runs that both are to have, both have the first")
        .contains(
            "gcn    tiny      1 of 10  80.00    80.00           +0.00  (pass)   79.00 +- 0.50");
    assertThat(report.toMap().get("cells"))
        .asString()
        .containsPattern("againstFullBatch=\\{[^}]*complete=false");
  }

  @Test
  void withoutACommonSeedTheRunsOfTheFullBatchAreShown() {
    TableReport report =
        report(Example.standing(Example.GAS, 3), Example.standing(Example.FULL, 3, 0.80, 0.80));

    assertThat(report.text())
        .contains(
            "gcn    tiny      2 of 3  -        80.00 +- 0.00   -      -        79.00 +- 0.50");
  }

  @Test
  void theMarkdownHasTheSameTables() {
    TableReport report =
        report(
            Example.standing(Example.GAS, 3, 0.79, 0.80, 0.81),
            Example.standing(Example.FULL, 1, 0.79));

    assertThat(report.markdown())
        .startsWith("# Published results, repeated: small graphs\n")
        .contains(
            """
            | model | data set | runs | ours | published GAS | diff. | verdict | published full batch |
            |---|---|---|---|---|---|---|---|
            | gcn | tiny | 3 | 80.00 ± 1.00 | 80.00 ± 1.00 [M] | +0.00 | pass | 79.00 ± 0.50 |
            """)
        .contains("| gcn | tiny | 1 | 79.00 | 79.00 | +0.00 | pass | 79.00 ± 0.50 |\n")
        .contains("\n- 4 runs took 40 s, evaluations included\n");
  }

  @Test
  void theToleranceIsSevenThousandthsOfTheAccuracy() {
    assertThat(verdict(0.793)).isEqualTo(true);
    assertThat(verdict(0.7929)).isEqualTo(false);
    assertThat(verdict(0.9)).isEqualTo(true);
  }

  @Test
  void programsGetFractionsAndNullsForWhatIsNotThere() {
    Map<String, @Nullable Object> map =
        report(Example.standing(Example.GAS, 3, 0.79), NO_FULL).toMap();

    assertThat(map).containsEntry("table", "small").containsEntry("tolerance", 0.007);
    assertThat(map.get("cells"))
        .asString()
        .contains("model=gcn", "dataset=tiny", "finished=1", "missing=2", "verified=false")
        .contains("mean=0.8", "againstFullBatch=null")
        .containsPattern("againstPublished=\\{[^}]*complete=false");
  }

  private static boolean verdict(double mean) {
    Standing gas = Example.standing(Example.GAS, 1, mean);
    CellReport cell = new CellReport(Example.CELL, gas, NO_FULL, Data.COMPARED);
    Verdict verdict = Objects.requireNonNull(cell.againstPublished());
    return verdict.passed();
  }

  private static TableReport report(Standing gas, Standing full) {
    return new TableReport(
        "small", List.of(new CellReport(Example.CELL, gas, full, Data.COMPARED)));
  }
}
