package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.dataset.GraphImporter;
import org.gnnautoscale.dataset.ImportOptions;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The stores of the published data sets: imported and partitioned when they are first asked for,
 * and kept in a work directory.
 *
 * <p>Starts Spark when the first store is to be made; owns it until {@link #close}.
 */
final class WorkStores implements AutoCloseable {

  private final Path data;
  private final Path work;
  private final Console console;
  private @Nullable SparkSession session;

  /**
   * Prepares; nothing is read or written yet.
   *
   * @param data directory of the publishers' files
   * @param work directory to keep graphs and stores in
   */
  WorkStores(Path data, Path work, Console console) {
    this.data = data;
    this.work = work;
    this.console = console;
  }

  /** The store of a data set whose files are there, if it has been made. */
  Optional<Store> find(DataSet set, int parts) throws IOException {
    return set.missing(data).isPresent()
        ? Optional.empty()
        : WorkPlace.of(work, set, data).openStore(parts);
  }

  /** The store of a data set, which is made if it has not been; empty if a file is missing. */
  Optional<Store> make(DataSet set, int parts) throws IOException {
    if (set.missing(data).isPresent()) {
      return Optional.empty();
    }
    WorkPlace place = WorkPlace.of(work, set, data);
    Optional<Store> made = place.openStore(parts);
    return made.isPresent() ? made : Optional.of(make(place, set, parts));
  }

  private Store make(WorkPlace place, DataSet set, int parts) throws IOException {
    if (!place.hasGraph()) {
      console.headline("import %s from %s".formatted(set.name(), set.directory(data)));
      ImportOptions options = ImportCommand.options(set.importWords(data, place.graph()));
      new GraphImporter(options.withExisting(Existing.OVERWRITE), console.progress()).run();
    }
    console.headline("cut %s into %d parts".formatted(set.name(), parts));
    PartitionConfig config =
        PartitionConfig.of(place.graph(), place.store(parts), parts)
            .withExisting(Existing.OVERWRITE);
    new PartitionJob(spark(), config, console.progress()).run();
    return Store.open(place.store(parts));
  }

  private SparkSession spark() {
    if (session == null) {
      session = console.spark("gas reproduce", "local[*]", Map.of());
    }
    return session;
  }

  @Override
  public void close() throws IOException {
    if (session != null) {
      session.close();
    }
  }
}
