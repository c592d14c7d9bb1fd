package org.gnnautoscale.dataset.table;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.StagedDirectory;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Writes a GRAPH directory: Parquet tables that Spark and any other reader of Parquet take.
 *
 * <pre>
 * edges/part-00000.parquet  src, dst   int64 or text
 *                           weight     float32, if there are weights
 * nodes/part-00000.parquet  id         int64 or text
 *                           features   list of float32, or struct of indices and values
 *                           label      int32  or  labels  list of float32
 *                           splits     list of int8: 0 none, 1 train, 2 val, 3 test
 *                           weights    list of float32, of the nodes
 * graph.json                what the tables hold
 * </pre>
 *
 * <p>The files of a table are written at once, one a thread. How the rows are divided into files
 * depends on the graph alone.
 */
public final class GraphTables {

  private static final StagedDirectory.Kind KIND =
      new StagedDirectory.Kind(
          "graph", "graph.json", "edges|nodes|_SUCCESS|\\..*\\.crc|_committed.*|_started.*");
  private static final long FILE_BYTES = 64L << 20;
  private static final int LEAST_NODES = 1 << 14;
  private static final int SPARSE_ROW_BYTES = 512;

  private final GraphContent content;
  private final Progress progress;

  /** Prepares the tables of a graph. */
  public GraphTables(GraphContent content, Progress progress) {
    this.content = content;
    this.progress = progress;
  }

  /**
   * Checks whether an output may be written, and changes nothing.
   *
   * @throws org.gnnautoscale.io.OutputExistsException if it may not
   */
  public static void check(Path output, Existing existing) throws IOException {
    StagedDirectory.check(output, KIND, existing);
  }

  /**
   * Writes the directory; it appears when it is whole.
   *
   * @param description what goes into graph.json
   * @return bytes of all files
   */
  public long write(Path output, Existing existing, Map<String, ?> description) throws IOException {
    StagedDirectory directory = StagedDirectory.begin(output, KIND, existing);
    boolean whole = false;
    try {
      long bytes = writeEdges(new Path(directory.staging(), "edges"));
      bytes += writeNodes(new Path(directory.staging(), "nodes"));
      byte[] json = Json.pretty(description).getBytes(StandardCharsets.UTF_8);
      Storage.writeNew(new Path(directory.staging(), KIND.marker()), json);
      directory.commit();
      whole = true;
      return bytes + json.length;
    } finally {
      if (!whole) {
        directory.abort();
      }
    }
  }

  private long writeEdges(Path table) throws IOException {
    EdgeRows rows = new EdgeRows(content.ids(), content.edges());
    List<Callable<Long>> files = new ArrayList<>();
    try (var stage = progress.stage("write edges", content.edges().size())) {
      for (int slice = 0; slice < content.edges().slices(); slice++) {
        int number = slice;
        files.add(() -> rows.write(file(table, number), number, stage));
      }
      return inParallel(files);
    }
  }

  private long writeNodes(Path table) throws IOException {
    NodeRows rows = new NodeRows(content);
    int nodes = content.ids().size();
    int slice = nodesInFile();
    List<Callable<Long>> files = new ArrayList<>();
    try (var stage = progress.stage("write nodes", nodes)) {
      for (int from = 0; from == 0 || from < nodes; from += slice) {
        int first = from;
        int end = (int) Math.min(nodes, (long) from + slice);
        int number = from / slice;
        files.add(() -> rows.write(file(table, number), first, end, stage));
      }
      return inParallel(files);
    }
  }

  private int nodesInFile() {
    long row = 16;
    if (content.features() != null) {
      row += content.features().isSparse() ? SPARSE_ROW_BYTES : 4L * content.features().width();
    }
    return (int) Math.max(LEAST_NODES, Math.min(1 << 24, FILE_BYTES / row));
  }

  private static Path file(Path table, int number) {
    return new Path(table, "part-%05d.parquet".formatted(number));
  }

  private static long inParallel(List<Callable<Long>> files) throws IOException {
    int threads = Math.min(files.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> written = new ArrayList<>();
      files.forEach(file -> written.add(pool.submit(file)));
      long bytes = 0;
      for (Future<Long> file : written) {
        bytes += file.get();
      }
      return bytes;
    } catch (ExecutionException e) {
      throw asIo(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while writing").initCause(e);
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  /** What the threads write must not appear after it has been cleaned away. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException asIo(@Nullable Throwable cause) {
    if (cause instanceof IOException failed) {
      return failed;
    }
    if (cause instanceof RuntimeException failed) {
      throw failed;
    }
    if (cause instanceof Error failed) {
      throw failed;
    }
    return new IOException(cause);
  }
}
