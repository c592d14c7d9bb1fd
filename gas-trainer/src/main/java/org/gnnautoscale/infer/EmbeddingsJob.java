package org.gnnautoscale.infer;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.RunDirectory;
import org.gnnautoscale.train.Session;
import org.gnnautoscale.train.WorkDirectory;

/**
 * Writes the embeddings of all nodes, the outputs of the last hidden layer, for NumPy.
 *
 * <pre>
 * NAME.npy      float32 [nodes, width], in the order of the rows that {@link PredictJob} writes
 * NAME.ids.npy  int64 or text [nodes]: the original id of each row
 * </pre>
 *
 * @param directory the RUN
 * @param run whose weights, counted from 0
 */
public record EmbeddingsJob(RunDirectory directory, int run) {

  private static final String SUFFIX = ".npy";

  /** Whether a file of this name is one of embeddings alone. */
  public static boolean writes(String output) {
    return output.endsWith(SUFFIX);
  }

  /**
   * Computes and writes; the ids appear first, the embeddings when both are whole.
   *
   * @param output a name that ends with {@code .npy}
   * @throws org.gnnautoscale.io.OutputExistsException if a file is there already
   * @throws org.gnnautoscale.io.BadDataException if a file is damaged, or the store is another one
   * @throws IllegalArgumentException if there is no such run
   */
  public PredictJob.Result run(Path output, Existing existing, Progress progress)
      throws IOException, InterruptedException {
    Path ids = idsOf(output);
    OutputFile.check(output, existing);
    OutputFile.check(ids, existing);
    directory.run(run);
    Store store = directory.openStore();
    WorkDirectory work = WorkDirectory.of(directory);
    try (GraphData graph = work.load(store, directory.config(), progress);
        Session session = new Session(graph, directory.config(), work);
        Gnn model = directory.loadModel(run);
        OutputFile file = OutputFile.begin(output, existing);
        OutputFile idFile = OutputFile.begin(ids, existing)) {
      int width = embeddings(session, model, new NpyOutput(file), progress);
      ids(store, new NpyOutput(idFile));
      idFile.commit();
      file.commit();
      long bytes = Storage.status(output, "file").getLen();
      return new PredictJob.Result(graph.numNodes(), bytes, 0, width);
    }
  }

  private static Path idsOf(Path output) {
    String name = output.getName();
    return new Path(
        output.getParent(), name.substring(0, name.length() - SUFFIX.length()) + ".ids" + SUFFIX);
  }

  private static int embeddings(Session session, Gnn model, NpyOutput out, Progress progress)
      throws IOException, InterruptedException {
    long nodes = session.graph().numNodes();
    int[] width = new int[1];
    try (Progress.Stage stage = progress.stage("embed", nodes)) {
      session
          .forward()
          .run(
              model,
              Histories.none(),
              (first, logits, embedding) -> {
                if (first == 0) {
                  width[0] = embedding.cols();
                  out.header("<f4", "(%d, %d)".formatted(nodes, width[0]));
                }
                out.rows(embedding);
                stage.advance(embedding.rows());
              });
    }
    return width[0];
  }

  private static void ids(Store store, NpyOutput out) throws IOException {
    long nodes = store.manifest().graph().nodes();
    boolean text = store.manifest().graph().textIds();
    int width = text ? longest(store, nodes) : 0;
    out.header(text ? "<U" + width : "<i8", "(%d,)".formatted(nodes));
    NodeIds ids = new NodeIds(store);
    for (long node = 0; node < nodes; node++) {
      Object id = ids.next();
      if (id instanceof Long number) {
        out.number(number);
      } else {
        out.text(id.toString(), width);
      }
    }
  }

  /** Code points of the longest id, at least 1. */
  private static int longest(Store store, long nodes) throws IOException {
    NodeIds ids = new NodeIds(store);
    int most = 1;
    for (long node = 0; node < nodes; node++) {
      most = Math.max(most, (int) ids.next().toString().codePoints().count());
    }
    return most;
  }
}
