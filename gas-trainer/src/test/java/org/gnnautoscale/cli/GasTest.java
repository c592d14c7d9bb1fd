package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GasTest {

  @TempDir Path folder;

  @Test
  void helpListsTheCommandsInTheOrderOfUse() {
    Call call = gas("--help");

    assertThat(call.code()).isZero();
    assertThat(call.out())
        .containsSubsequence("import", "generate", "partition", "inspect", "train", "predict");
    assertThat(call.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "download",
        "import",
        "generate",
        "partition",
        "inspect",
        "verify",
        "train",
        "evaluate",
        "predict",
        "reproduce"
      })
  void helpOfEachCommandHasExamplesAndTheCommonOptions(String command) {
    Call call = gas(command, "--help");

    assertThat(call.code()).isZero();
    assertThat(call.out())
        .startsWith("Usage: gas " + command)
        .contains("Examples:\n  gas " + command)
        .contains("--overwrite", "--json", "--quiet", "--verbose", "--help");
    assertThat(call.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void noCommandAtAllIsWrongUsage() {
    assertThat(gas()).isEqualTo(new Call(2, "", usage("a command is missing", "gas")));
  }

  @Test
  void aMistypedCommandIsToldTheNearestOne() {
    assertThat(gas("partitoin").err())
        .isEqualTo(usage("there is no command 'partitoin'; did you mean 'partition'?", "gas"));
  }

  @Test
  void aMistypedOptionIsToldTheNearestOne() {
    Call call = gas("partition", "graph", "--prats", "4", "--output", "store");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo(
            usage(
                "gas partition has no option '--prats'; did you mean '--parts'?", "gas partition"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(gas("partition", "graph", "--parts", "4").err())
        .isEqualTo(usage("gas partition needs --output STORE", "gas partition"));
  }

  @Test
  void anUnknownFormatListsTheKnownOnes() {
    Call call = gas("import", "excel", "x.xls", "--output", "graph");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("unknown format 'excel', expected one of: planetoid, npz");
  }

  @Test
  void aMistypedFormatIsToldTheNearestOne() {
    assertThat(gas("import", "cvs", "shop", "--output", "graph").err())
        .isEqualTo(usage("FORMAT: unknown format 'cvs'; did you mean 'csv'?", "gas import"));
  }

  @Test
  void aValueOfAnotherTypeIsToldWithoutJavasWords() {
    assertThat(gas("partition", "graph", "--parts", "two", "--output", "store").err())
        .isEqualTo(usage("--parts must be a whole number, got 'two'", "gas partition"));
    assertThat(gas("generate", "--nodes", "many", "--edges", "1", "--output", "graph").err())
        .startsWith("error: --nodes must be a whole number of at least 0, got 'many'\n");
    assertThat(gas("partition", "g", "--parts", "2", "--output", "s", "--imbalance", "low").err())
        .startsWith("error: --imbalance must be a number, got 'low'\n");
    assertThat(gas("partition", "g", "--parts", "2", "--output", "s", "--spark-conf", "a").err())
        .startsWith("error: --spark-conf must be KEY=VALUE, got 'a'\n");
  }

  @Test
  void randomPartsBalanceNothingButNodes() {
    String[] random = {"partition", "g", "--parts", "2", "--output", out(), "--method", "random"};

    assertThat(gas(with(random, "--balance", "sizes")).err())
        .contains("unknown balance 'sizes', expected nodes, edges or train");
    Call call = gas(with(random, "--balance", "train"));

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .startsWith("error: method random draws parts of equally many nodes: use --balance nodes");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void anOptionOfAnotherFormatIsWrongUsage() {
    Call call = gas("import", "snap", "a.txt", "--output", out(), "--label-column", "type");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo("error: the format snap has no --label-column; it is an option of musae\n");
  }

  @Test
  void aValueOutOfRangeIsWrongUsage() {
    Call call = gas("generate", "--nodes", "10", "--edges", "100", "--output", out());

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo("error: edges must be from 0 to 45, the pairs of 10 nodes, got 100\n");
  }

  @Test
  void countsMayBeWrittenWithAnExponent() {
    Call call = gas("generate", "--nodes", "1e1", "--edges", "1e2", "--output", out());

    assertThat(call.err()).contains("the pairs of 10 nodes, got 100");
  }

  @Test
  void splitsWithoutARandomSplitAreWrongUsage() {
    Call call = gas("import", "npz", "a.npz", "--output", out(), "--splits", "3");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("--splits counts random splits");
  }

  @Test
  void anInputThatIsNotThereIsBadData() {
    Call call = gas("inspect", folder.resolve("none").toString());

    assertThat(call.code()).isEqualTo(3);
    assertThat(call.err()).startsWith("error: there is no such directory\n  path     file:");
  }

  @Test
  void morePartsThanNodesAreRefusedBeforeSparkStarts() throws IOException {
    Files.writeString(folder.resolve("graph.json"), "{\"directed\": false, \"nodes\": 3}");

    Call call = gas("partition", folder.toString(), "--parts", "4", "--output", out());

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo(
            """
            error: --parts is larger than the number of nodes
              graph    %s
              nodes    3
              parts    4
              fix      choose --parts of at most 3
            """
                .formatted(folder));
  }

  @Test
  void aDirectoryOfAnotherKindIsToldWhatItHolds() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{}");
    Call predict = gas("predict", folder.toString(), "--output", out());
    assertThat(predict.code()).isEqualTo(3);
    assertThat(predict.err())
        .isEqualTo(
            """
            error: not a run: the directory holds a store
              path     file:%s
              expected a run
              found    a store
              fix      run `gas train` on it first, and give the run that it writes
            """
                .formatted(folder));
    Call partition = gas("partition", folder.toString(), "--parts", "4", "--output", out());
    assertThat(partition.err())
        .contains("expected a graph\n  found    a store\n")
        .endsWith("fix      give a directory that `gas import` or `gas generate` wrote\n");
  }

  @Test
  void anOutputThatHoldsAnotherKindIsToldSo() throws IOException {
    Files.createDirectory(folder.resolve("edges"));
    Files.writeString(folder.resolve("graph.json"), "{}");

    assertThat(
            gas("partition", "g", "--parts", "4", "--output", folder.toString(), "--overwrite")
                .err())
        .startsWith("error: output exists: file:%s holds a graph,".formatted(folder));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldBeforeAnythingIsRead() {
    for (String[] words :
        new String[][] {
          {"import", "csv", "none", "--output"},
          {"generate", "--kind", "grid", "--nodes", "9", "--edges", "12", "--output"},
          {"partition", "none", "--parts", "2", "--output"},
        }) {
      String[] all = java.util.Arrays.copyOf(words, words.length + 1);
      all[words.length] = "/proc/x";
      Call call = gas(all);
      assertThat(call.code()).as(call.err()).isEqualTo(4);
      assertThat(call.err())
          .isEqualTo(
              """
              error: the output cannot be written
                path     file:/proc/x
                detail   /proc (No such file or directory)
                fix      check the path, that its directory may be written to, and that the disk has room
              """);
    }
  }

  @Test
  void aPathOfS3WithoutItsLibraryIsWrongUsage() {
    Call call = gas("inspect", "s3a://bucket/x");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo(
            """
            error: no library for s3a:// paths
              path     s3a://bucket/x
              fix      put hadoop-aws 3.5.0 and its AWS bundle into gas-trainer/target/lib; see docs/guides/cluster.md
            """);
  }

  @Test
  void aNameNodeThatDoesNotAnswerIsAnInputOutputError() {
    Call call = gas("inspect", "hdfs://127.0.0.1:1/x");

    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err())
        .isEqualTo(
            """
            error: cannot connect to hdfs://127.0.0.1:1
              fix      check the address, that the name node runs, and HADOOP_CONF_DIR
            """);
  }

  @Test
  void aFileInPlaceOfADirectoryIsToldWhatToGive() throws IOException {
    Path edges = Files.writeString(folder.resolve("edges.csv"), "src,dst\n");

    assertThat(gas("import", "csv", edges.toString(), "--output", out()).err())
        .isEqualTo(
            """
            error: expected a directory, found a file
              path     file:%s
              fix      give the directory that holds it: file:%s
            """
                .formatted(edges, folder));
  }

  @Test
  void aDirectoryOfSomethingElseIsBadData() {
    Call call = gas("verify", folder.toString());

    assertThat(call.code()).isEqualTo(3);
    assertThat(call.err())
        .startsWith("error: neither a graph, nor a store, nor a run\n")
        .contains("expected graph.json, manifest.json or run.json in it");
  }

  @Test
  void anOutputThatExistsIsRefusedBeforeSparkStarts() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{}");
    Call call = gas("partition", folder.toString(), "--parts", "2", "--output", folder.toString());

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).startsWith("error: output exists: ").contains("add --overwrite");
  }

  @Test
  void anUnknownFileSystemIsAnInputOutputError() {
    Call call = gas("verify", "nosuch://host/store");

    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("nosuch");
  }

  @Test
  void aSettingGivenAsAnOptionIsToldHow() {
    assertThat(gas("train", "s", "--model", "gcn", "--output", "r", "--epochs", "5").err())
        .isEqualTo(
            usage(
                "gas train has no option '--epochs'; it is a setting: --set epochs=...",
                "gas train"));
  }

  @Test
  void settingsAndModelsAreCheckedBeforeTheStoreIsOpened() {
    Call unknown = gas("train", "none", "--model", "gccn", "--output", out());
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "error: unknown model 'gccn'; did you mean 'gcn'?\n  known    appnp, gat, gcn, gcn2, gin, mlp, pna, pna-jk, sage\n");

    Call useless =
        gas("train", "none", "--model", "gcn", "--output", out(), "--set", "momentum=0.9");
    assertThat(useless.code()).isEqualTo(2);
    assertThat(useless.err())
        .isEqualTo(
            "error: momentum is of optimizer=sgd; adam has moments of its own, got momentum 0.9\n");
    Call range = gas("train", "none", "--model", "gcn", "--output", out(), "--set", "lr=-1");
    assertThat(range.code()).isEqualTo(2);
    assertThat(range.err())
        .isEqualTo("error: setting 'lr' in --set must be a number above 0, got '-1'\n");
  }

  @Test
  void trainingNeedsAPlaceForItsRunUnlessItOnlyEstimates() {
    assertThat(gas("train", "s", "--model", "gcn").err())
        .isEqualTo(usage("gas train needs --output RUN", "gas train"));
  }

  @Test
  void verbosePrintsTheStackTrace() {
    Call call = gas("verify", folder.toString(), "--verbose");

    assertThat(call.err()).contains("\tat org.gnnautoscale.io.Artifact.of");
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static String usage(String message, String command) {
    return "error: %s\n  see      %s --help\n".formatted(message, command);
  }
}
