package org.gnnautoscale.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.Sha256;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.Store;

/**
 * Where the graph and the stores of a data set are kept between calls.
 *
 * <p>The name tells apart what other files or another way to import them gave: as with {@code
 * make}, names, lengths and times of the files count. Nothing that is kept need ever be made
 * invalid.
 *
 * @param directory {@code NAME-xxxxxxxx} in the work directory
 */
record WorkPlace(Path directory) {

  /**
   * The place for a data set.
   *
   * @param work directory of all data sets
   * @param data directory of all publishers' files
   */
  static WorkPlace of(Path work, DataSet set, Path data) throws IOException {
    StringBuilder text = new StringBuilder(set.importArguments()).append('\n');
    files(set.directory(data)).forEach(file -> text.append(file).append('\n'));
    String hash = Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return new WorkPlace(new Path(work, set.name() + "-" + hash));
  }

  /** A line for each file, in order. */
  private static TreeSet<String> files(Path directory) throws IOException {
    FileSystem system = Storage.system(directory);
    TreeSet<String> lines = new TreeSet<>();
    RemoteIterator<LocatedFileStatus> files = system.listFiles(directory, true);
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      lines.add("%s %d %d".formatted(file.getPath(), file.getLen(), file.getModificationTime()));
    }
    return lines;
  }

  /** The imported graph. */
  Path graph() {
    return new Path(directory, "graph");
  }

  /** Whether the graph is there and whole. */
  boolean hasGraph() throws IOException {
    return Storage.exists(new Path(graph(), Artifact.GRAPH.file()));
  }

  /** The store of so many parts. */
  Path store(int parts) {
    return new Path(directory, "parts-" + parts);
  }

  /** The store of so many parts, if it is there and whole. */
  Optional<Store> openStore(int parts) throws IOException {
    return Storage.exists(new Path(store(parts), Artifact.STORE.file()))
        ? Optional.of(Store.open(store(parts)))
        : Optional.empty();
  }
}
