package org.gnnautoscale.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.infer.PredictJob.Columns;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputExistsException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.train.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictJobTest {

  @TempDir Path folder;

  @Test
  void everyNodeIsThereOnceWithItsOwnId() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    Trained trained = Trained.on(tiny, folder, Trained.config());

    PredictJob.Result result = predict(trained, Columns.PREDICTIONS);

    List<Group> rows = read();
    assertThat(rows.stream().map(row -> row.getLong("id", 0)))
        .containsExactlyElementsOf(
            IntStream.range(0, tiny.nodes).mapToObj(v -> (Long) tiny.id(v)).toList());
    assertThat(result.nodes()).isEqualTo(40);
    assertThat(result.bytes()).isEqualTo(Files.size(folder.resolve("p.parquet")));
    for (Group row : rows) {
      double[] scores = list(row, "scores");
      assertThat(scores).hasSize(3);
      assertThat(IntStream.range(0, 3).mapToDouble(c -> scores[c]).sum())
          .isCloseTo(1, within(1e-5));
      assertThat(scores[row.getInteger("prediction", 0)])
          .isEqualTo(IntStream.range(0, 3).mapToDouble(c -> scores[c]).max().orElseThrow());
      assertThat(row.getType().containsField("embedding")).isFalse();
    }
  }

  @Test
  void textStaysText() throws Exception {
    TinyGraph tiny = TinyGraph.plan().textIds().draw();
    Trained trained = Trained.on(tiny, folder, Trained.config("layers", 3, "hidden", "7,4"));

    PredictJob.Result result = predict(trained, Columns.PREDICTIONS_AND_EMBEDDINGS);

    List<Group> rows = read();
    assertThat(rows.stream().map(row -> row.getString("id", 0)))
        .containsExactlyElementsOf(
            IntStream.range(0, tiny.nodes).mapToObj(v -> (String) tiny.id(v)).toList());
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.getString("prediction", 0)).isIn("red", "green", "blue");
              assertThat(list(row, "embedding")).hasSize(4);
            });
    assertThat(result.embeddingWidth()).isEqualTo(4);
  }

  @Test
  void severalLabelsAreAListOfZerosAndOnes() throws Exception {
    Trained trained =
        Trained.on(TinyGraph.plan().multiLabel().draw(), folder, Trained.config("linear", true));

    PredictJob.Result result = predict(trained, Columns.PREDICTIONS_AND_EMBEDDINGS);

    assertThat(result.embeddingWidth()).isEqualTo(5);
    for (Group row : read()) {
      Group labels = row.getGroup("prediction", 0);
      double[] scores = list(row, "scores");
      for (int c = 0; c < 3; c++) {
        int label = labels.getGroup("list", c).getInteger("element", 0);
        assertThat(label).isEqualTo(scores[c] > 0.5 ? 1 : 0);
      }
    }
  }

  @Test
  void scoresAreThoseOfTheLoss() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    predict(Trained.on(tiny, folder, Trained.config("loss", "bce")), Columns.PREDICTIONS);

    assertThat(read())
        .as("each class is yes or no for itself")
        .anySatisfy(
            row -> {
              double sum = java.util.Arrays.stream(list(row, "scores")).sum();
              assertThat(sum).isNotCloseTo(1, within(1e-3));
            });
  }

  @Test
  void anExistingFileIsReplacedOnlyIfToldSo() throws Exception {
    Trained trained = Trained.on(TinyGraph.plan().draw(), folder, Trained.config());
    Files.writeString(folder.resolve("p.parquet"), "something else");

    assertThatThrownBy(() -> predict(trained, Columns.PREDICTIONS))
        .isInstanceOf(OutputExistsException.class);
    assertThat(folder.resolve("p.parquet")).hasContent("something else");

    PredictJob.Result result =
        new PredictJob(trained.directory(), 0, Columns.PREDICTIONS)
            .run(path(), Existing.OVERWRITE, Progress.silent());
    assertThat(result.nodes()).isEqualTo(read().size());
  }

  @Test
  void anInterruptLeavesNothing() throws Exception {
    Trained trained = Trained.on(TinyGraph.plan().draw(), folder, Trained.config());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> predict(trained, Columns.PREDICTIONS))
        .isInstanceOfAny(InterruptedException.class, InterruptedIOException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("run", "store");
    }
  }

  @Test
  void aRunThatIsNotThereIsTheCallersMistake() throws Exception {
    Trained trained = Trained.on(TinyGraph.plan().draw(), folder, Trained.config());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PredictJob(trained.directory(), 3, Columns.PREDICTIONS)
                    .run(path(), Existing.REFUSE, Progress.silent()))
        .withMessage("--run 3: the run directory holds 1 run; choose 0");
  }

  private PredictJob.Result predict(Trained trained, Columns columns) throws Exception {
    return new PredictJob(trained.directory(), 0, columns)
        .run(path(), Existing.REFUSE, Progress.silent());
  }

  private org.apache.hadoop.fs.Path path() throws Exception {
    return Storage.path(folder.resolve("p.parquet").toString());
  }

  private static double[] list(Group row, String field) {
    Group list = row.getGroup(field, 0);
    return IntStream.range(0, list.getFieldRepetitionCount("list"))
        .mapToDouble(i -> list.getGroup("list", i).getFloat("element", 0))
        .toArray();
  }

  private List<Group> read() throws Exception {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path()).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
