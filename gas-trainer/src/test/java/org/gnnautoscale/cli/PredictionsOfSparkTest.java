package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.spark.submit.Sessions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark, which decodes Parquet itself, finds every id of the source once, with its label. */
class PredictionsOfSparkTest {

  private static final int NODES = 90;

  @TempDir Path folder;

  static Stream<Arguments> ids() {
    return Stream.of(
        Arguments.of("numbers with gaps", numbered("%d", 1_000_003L)),
        Arguments.of("text", numbered("user, \"%d\" ü", 7)));
  }

  private static List<String> numbered(String format, long step) {
    return IntStream.range(0, NODES).mapToObj(i -> format.formatted(i * step)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void everyIdOfTheSourceComesBackOnce(String kind, List<String> ids) throws IOException {
    write(ids);
    succeeds(
        "import", "csv", folder.toString(), "--output", at("graph"), "--split", "ratio:50:25:25");
    succeeds("partition", at("graph"), "--parts", "3", "--output", at("store"));
    succeeds("train", at("store"), "--model", "gcn", "--set", "epochs=2", "--output", at("run"));
    succeeds("predict", at("run"), "--output", at("predictions.parquet"), "--embeddings");

    try (SparkSession spark = Sessions.open("read predictions", "local[1]", Map.of())) {
      var rows = spark.read().parquet(at("predictions.parquet"));
      assertThat(rows.columns()).containsExactly("id", "prediction", "scores", "embedding");
      assertThat(rows.selectExpr("cast(id as string)").as(Encoders.STRING()).collectAsList())
          .containsExactlyInAnyOrderElementsOf(ids);
      assertThat(rows.where("prediction in ('red', 'blue')").count()).isEqualTo(NODES);
      assertThat(rows.where("abs(scores[0] + scores[1] - 1) < 1e-5").count()).isEqualTo(NODES);
    }
  }

  private void write(List<String> ids) throws IOException {
    StringBuilder nodes = new StringBuilder("id,label,x,y\n");
    StringBuilder edges = new StringBuilder("src,dst\n");
    for (int i = 0; i < NODES; i++) {
      nodes.append(
          "%s,%s,%d,1\n".formatted(quoted(ids.get(i)), i % 2 == 0 ? "red" : "blue", i % 2));
      edges.append("%s,%s\n".formatted(quoted(ids.get(i)), quoted(ids.get((i + 2) % NODES))));
    }
    Files.writeString(folder.resolve("nodes.csv"), nodes, StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("edges.csv"), edges, StandardCharsets.UTF_8);
  }

  private static String quoted(String id) {
    return '"' + id.replace("\"", "\"\"") + '"';
  }

  private static void succeeds(String... arguments) {
    Call call = gas(arguments);
    assertThat(call.code()).as(call.err()).isZero();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
