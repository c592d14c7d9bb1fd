package org.gnnautoscale.load;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Store;

/**
 * Counts the halo rows of random batches before any training, from the parts' lists of halo nodes.
 *
 * <p>Nothing else of a part is read, and each list once: 8 bytes a halo node, and one bit a node of
 * the graph, on the heap. What would take more than the budget is not counted. Not thread-safe.
 */
public final class HaloSample {

  /** Of the order of the batches. */
  public static final long SEED = 1;

  /** Batches of one size; a rule of thumb, as their mean is all that is asked for. */
  private static final int MOST_BATCHES = 10;

  private final Store store;
  private final Manifest manifest;
  private final Budget budget;
  private final Map<Integer, long[]> lists = new HashMap<>();
  private final BitSet seen = new BitSet();
  private long ids;

  /**
   * What may be read.
   *
   * @param files opened at most
   * @param ids of halo nodes read at most, 8 bytes each
   */
  public record Budget(int files, long ids) {

    /** 64 MB in 2,000 files: a rule of thumb for what a report may cost. */
    public static final Budget DEFAULT = new Budget(2_000, 8_000_000);
  }

  /**
   * What batches have on average.
   *
   * @param batches that were counted
   * @param batchRows nodes of a batch
   * @param haloRows distinct neighbors outside of it
   */
  public record Mean(int batches, double batchRows, double haloRows) {}

  /** Prepares; nothing is read yet. */
  public HaloSample(Store store, Budget budget) {
    this.store = store;
    this.manifest = store.manifest();
    this.budget = budget;
  }

  /**
   * Counts batches of that many parts; empty if not even one is within the budget.
   *
   * @throws BadDataException if a part's file is missing or contradicts the manifest
   */
  public Optional<Mean> mean(int batchParts) throws IOException {
    List<PartFile> files = manifest.trainingFiles();
    long nodes = manifest.trainingNodes();
    if (batchParts == 1) { // the manifest has them all
      double halo = files.stream().mapToLong(PartFile::halo).sum();
      return Optional.of(
          new Mean(files.size(), (double) nodes / files.size(), halo / files.size()));
    }
    if (batchParts == files.size()) {
      return Optional.of(new Mean(1, nodes, 0));
    }
    int counted = 0;
    long batchRows = 0;
    long haloRows = 0;
    for (int[] union : new BatchOrder(files.size(), batchParts, 0, SEED).epoch(0)) {
      if (counted == MOST_BATCHES || union.length < batchParts || !affordable(union)) {
        break;
      }
      for (int part : union) {
        batchRows += files.get(part).nodes();
      }
      haloRows += count(union);
      counted++;
    }
    return counted == 0
        ? Optional.empty()
        : Optional.of(new Mean(counted, (double) batchRows / counted, (double) haloRows / counted));
  }

  private boolean affordable(int[] union) {
    long moreIds = 0;
    int moreFiles = 0;
    for (int part : union) {
      if (!lists.containsKey(part)) {
        moreIds += manifest.files().get(part).halo();
        moreFiles++;
      }
    }
    return manifest.graph().nodes() < Integer.MAX_VALUE
        && ids + moreIds <= budget.ids()
        && lists.size() + moreFiles <= budget.files();
  }

  private long count(int[] union) throws IOException {
    seen.clear();
    for (int part : union) {
      PartFile file = manifest.files().get(part);
      seen.set((int) file.firstNode(), (int) (file.firstNode() + file.nodes()));
    }
    long inside = seen.cardinality();
    for (int part : union) {
      for (long node : list(part)) {
        seen.set((int) node);
      }
    }
    return seen.cardinality() - inside;
  }

  private long[] list(int part) throws IOException {
    long[] known = lists.get(part);
    if (known != null) {
      return known;
    }
    PartFile file = manifest.files().get(part);
    try (PartReader reader = PartReader.open(store.path(file))) {
      long[] halo = reader.longs("halo");
      check(file, halo);
      lists.put(part, halo);
      ids += halo.length;
      return halo;
    }
  }

  private void check(PartFile file, long[] halo) throws IOException {
    if (halo.length != file.halo()) {
      throw inconsistent(file, file.halo() + " halo nodes", halo.length);
    }
    long nodes = manifest.graph().nodes();
    for (long node : halo) {
      if (node < 0 || node >= nodes) {
        throw inconsistent(file, "halo nodes from 0 to " + (nodes - 1), node);
      }
    }
  }

  private BadDataException inconsistent(PartFile file, String expected, Object found) {
    return BadDataException.of("the store contradicts itself: halo nodes of a part")
        .with("file", store.path(file))
        .with("expected", expected)
        .with("found", found)
        .fix("make the store again with `gas partition --overwrite`");
  }
}
