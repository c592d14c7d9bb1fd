package org.gnnautoscale.infer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.ParquetFile;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.RunDirectory;
import org.gnnautoscale.train.Session;
import org.gnnautoscale.train.WorkDirectory;

/**
 * Predicts every node of a RUN's store, and writes one Parquet file.
 *
 * <pre>
 * id          int64 or text, as in the source
 * prediction  int32, or the text of the label; with several labels a list of 0 and 1
 * scores      list of float32: probability of each class
 * embedding   list of float32: output of the last hidden layer, if asked for
 * </pre>
 *
 * @param directory the RUN
 * @param run whose weights, counted from 0
 * @param columns which columns are written
 */
public record PredictJob(RunDirectory directory, int run, Columns columns) {

  /** Which columns a file of predictions has. */
  public enum Columns {
    /** id, prediction and scores. */
    PREDICTIONS,
    /** Those, and the embedding. */
    PREDICTIONS_AND_EMBEDDINGS
  }

  /**
   * What was written.
   *
   * @param nodes rows of the file
   * @param bytes its length
   * @param scoreWidth values of a row's scores
   * @param embeddingWidth values of a row's embedding, 0 without
   */
  public record Result(long nodes, long bytes, int scoreWidth, int embeddingWidth) {

    /** The keys of the JSON object. */
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("nodes", nodes);
      map.put("bytes", bytes);
      map.put("scores", scoreWidth);
      map.put("embedding", embeddingWidth);
      return map;
    }
  }

  /**
   * Predicts.
   *
   * @param output the file, which appears when it is whole
   * @throws org.gnnautoscale.io.OutputExistsException if there is one already
   * @throws BadDataException if a file is damaged, or the store is another one
   * @throws IllegalArgumentException if there is no such run
   */
  public Result run(Path output, Existing existing, Progress progress)
      throws IOException, InterruptedException {
    OutputFile.check(output, existing);
    directory.run(run);
    Store store = directory.openStore();
    WorkDirectory work = WorkDirectory.of(directory);
    try (GraphData graph = work.load(store, directory.config(), progress);
        Session session = new Session(graph, directory.config(), work);
        Gnn model = directory.loadModel(run)) {
      int width;
      try (OutputFile file = OutputFile.begin(output, existing)) {
        width = write(session, model, file, progress);
        file.commit();
      }
      long bytes = Storage.status(output, "file").getLen();
      return new Result(graph.numNodes(), bytes, graph.shape().classes(), width);
    }
  }

  /** Width of an embedding that was written. */
  private int write(Session session, Gnn model, OutputFile file, Progress progress)
      throws IOException, InterruptedException {
    GraphData graph = session.graph();
    boolean isSoftmax = directory.config().lossConfig().isSoftmax(graph.shape().multiLabel());
    PredictionRows rows = new PredictionRows(graph.shape(), isSoftmax, columns);
    try (Progress.Stage stage = progress.stage("predict", graph.numNodes());
        ParquetWriter<PredictionRows.Node> writer =
            ParquetFile.create(file, rows.schema(), rows::write, PredictionRows.SCORE_COLUMN)) {
      NodeIds ids = new NodeIds(graph.store());
      session
          .forward()
          .run(
              model,
              Histories.none(),
              (first, logits, embedding) -> {
                for (int row = 0; row < logits.rows(); row++) {
                  writer.write(new PredictionRows.Node(ids.next(), logits, embedding, row));
                }
                stage.advance(logits.rows());
              });
    }
    return rows.embeddingWidth();
  }
}
