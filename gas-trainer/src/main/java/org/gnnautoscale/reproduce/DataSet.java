package org.gnnautoscale.reproduce;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.ImportOptions;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Where the publisher's files of a data set lie, and how they are imported for the tables.
 *
 * @param name that cells call it by
 * @param format of its files
 * @param inputs where they may lie below the directory of all data: INPUT of the import
 * @param marker file of an input that is a directory, by which it is known; empty if it is a file
 * @param split that the tables use; null: the one given
 */
public record DataSet(
    String name,
    GraphFormat format,
    List<String> inputs,
    String marker,
    @Nullable SplitChoice split) {

  /** 20 training and 30 validation nodes a class, 20 random splits. */
  private static final SplitChoice PER_CLASS = SplitChoice.parse("per-class:20:30");

  /** Those of the published tables. */
  public static final List<DataSet> ALL =
      List.of(
          planetoid("cora"),
          planetoid("citeseer"),
          planetoid("pubmed"),
          npz("coauthor-cs", "ms_academic_cs.npz"),
          npz("coauthor-physics", "ms_academic_phy.npz"),
          npz("amazon-computers", "amazon_electronics_computers.npz"),
          npz("amazon-photo", "amazon_electronics_photo.npz"),
          directory("wiki-cs", GraphFormat.WIKICS, "data.json"),
          directory("reddit", GraphFormat.GRAPHSAINT, "adj_full.npz"),
          directory("ppi", GraphFormat.PPI, "train_graph.json"),
          directory("flickr", GraphFormat.GRAPHSAINT, "adj_full.npz"),
          directory("yelp", GraphFormat.GRAPHSAINT, "adj_full.npz"),
          directory("ogbn-arxiv", GraphFormat.OGB, "raw/edge.csv.gz"),
          directory("ogbn-products", GraphFormat.OGB, "raw/edge.csv.gz"));

  /** Copies the list. */
  public DataSet {
    inputs = List.copyOf(inputs);
  }

  private static DataSet planetoid(String name) {
    return directory(name, GraphFormat.PLANETOID, "ind.%s.graph".formatted(name));
  }

  private static DataSet npz(String name, String file) {
    return new DataSet(name, GraphFormat.NPZ, List.of(name + "/" + file), "", PER_CLASS);
  }

  private static DataSet directory(String name, GraphFormat format, String marker) {
    return new DataSet(name, format, List.of(name), marker, null);
  }

  /** Its files below a directory, if they are there. */
  public Optional<Path> find(Path data) throws IOException {
    for (String place : inputs) {
      Path input = new Path(data, place);
      if (Storage.exists(marker.isEmpty() ? input : new Path(input, marker))) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  /** The file that tells whether it is there, in words. */
  public String expected() {
    return marker.isEmpty() ? inputs.get(0) : inputs.get(0) + "/" + marker;
  }

  /** The import of its files. */
  public ImportOptions importOptions(Path input, Path graph) {
    return ImportOptions.of(format, input, graph).withName(name).withSplit(split);
  }
}
