package org.gnnautoscale.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.nn.Footprint;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;

/**
 * Size that hardly any union of parts goes beyond, from the sizes of the parts alone.
 *
 * @param nodes of the parts
 * @param halo nodes outside that send a message to them
 * @param arcs edges into them, with self-loops
 */
record BatchBound(long nodes, long halo, long arcs) {

  /** Deviations of a random batch from the mean: one in fifty is larger. */
  private static final double DEVIATIONS = 2;

  /** Of the batches of training, which are drawn at random. */
  static BatchBound ofTraining(Manifest manifest, TrainConfig config, Gnn model) {
    List<PartFile> files = manifest.trainingFiles();
    int parts = config.batchPartsOf(manifest.trainingParts());
    long nodes = drawn(files, parts, PartFile::nodes);
    if (model.messages() == Messages.NONE) {
      return new BatchBound(nodes, 0, 0);
    }
    long arcs = drawn(files, parts, PartFile::arcs);
    long named = drawn(files, parts, PartFile::halo);
    return new BatchBound(nodes, halo(nodes, named, manifest.trainingNodes()), arcs + nodes);
  }

  /** Of the chunks of an exact pass, which packs parts as {@code BatchLoader} does. */
  static BatchBound ofChunks(Manifest manifest, TrainConfig config, Gnn model) {
    boolean sends = model.messages() != Messages.NONE;
    long all = manifest.graph().nodes();
    long nodes = 0;
    long named = 0;
    long arcs = 0;
    BatchBound largest = new BatchBound(0, 0, 0);
    for (PartFile file : manifest.files()) {
      if (nodes > 0 && nodes + file.nodes() > Session.chunkNodes(config)) {
        nodes = 0;
        named = 0;
        arcs = 0;
      }
      nodes += file.nodes();
      named += sends ? file.halo() : 0;
      arcs += sends ? file.arcs() + file.nodes() : 0;
      BatchBound chunk = new BatchBound(nodes, halo(nodes, named, all), arcs);
      largest = chunk.rows() > largest.rows() ? chunk : largest;
    }
    return largest;
  }

  /** Sum over parts drawn at random, which is at most that of the largest ones. */
  private static long drawn(List<PartFile> files, int parts, ToLongFunction<PartFile> size) {
    long[] sizes = files.stream().mapToLong(size).sorted().toArray();
    int all = sizes.length;
    long most = Arrays.stream(sizes, Math.max(0, all - parts), all).sum();
    double mean = Arrays.stream(sizes).average().orElse(0);
    double variance = Arrays.stream(sizes).mapToDouble(s -> (s - mean) * (s - mean)).sum();
    double share = all < 2 ? 0 : (double) parts * (all - parts) / all / (all - 1);
    double likely = parts * mean + DEVIATIONS * Math.sqrt(variance * share);
    return Math.min(most, (long) Math.ceil(likely));
  }

  /**
   * Distinct nodes outside, as if each part had drawn its neighbors at random: some are in the
   * batch, and some are named by several parts.
   *
   * @param named halo of all parts, those in several counted as often
   */
  private static long halo(long nodes, long named, long all) {
    long outside = all - nodes;
    return (long) Math.ceil(outside * -Math.expm1(-(double) named / Math.max(1, all)));
  }

  long rows() {
    return nodes + halo;
  }

  Footprint.Shape shape() {
    return new Footprint.Shape(nodes, halo, arcs);
  }

  /** Bytes of the arrays of a chunk: columns, weights if there are any, and a row's numbers. */
  long chunkBytes(boolean weighted) {
    return (weighted ? 8 : 4) * arcs + 4 * nodes + rowBytes();
  }

  /** Bytes of the arrays of a batch, weights and other views of its edges among them. */
  long batchBytes(Footprint footprint, boolean weighted) {
    return footprint.edgeBytes(shape()) + (weighted ? 8 * arcs : 0) + rowBytes();
  }

  /** Ids, those of the halo once more; labels and training rows. */
  private long rowBytes() {
    return 16 * nodes + 16 * halo;
  }
}
