package org.gnnautoscale.load;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a batch, their halo, and the edges into the batch.
 *
 * <p>The first {@link #numNodes} rows are the batch: its parts in ascending order, each a
 * contiguous range of global ids. The other {@link #numHalo} rows are the halo: their neighbors
 * outside. Aggregation gives rows of the batch only, from rows of both.
 *
 * <p>Arrays are not copied, and may be longer than what is in use. One that a {@link BatchLoader}
 * gave is valid until the loader is asked for the next one; others for good.
 */
public final class Subgraph {

  int numNodes;
  int numHalo;
  int numRanges;
  int[] rangeRow = {};
  long[] rangeStart = {};
  long[] ids = {};
  long[] haloIds = {};
  int[] labels = {};
  int[] trainRows = {};
  int numTrain;
  @Nullable SparseRows sparseFeatures;
  @Nullable Matrix features;
  final Adjacency adjacency;

  Subgraph() {
    this(new Adjacency());
  }

  private Subgraph(Adjacency adjacency) {
    this.adjacency = adjacency;
  }

  /**
   * A made-up batch, whose edges are spread evenly: for walking through a step without a graph.
   *
   * @param arcs edges into the batch
   */
  public static Subgraph ofShape(int nodes, int halo, int arcs) {
    Subgraph made = new Subgraph();
    made.numNodes = nodes;
    made.numHalo = halo;
    made.numRanges = 1;
    made.rangeRow = new int[1];
    made.rangeStart = new long[1];
    made.ids = LongStream.range(0, made.numRows()).toArray();
    made.haloIds = LongStream.range(nodes, made.numRows()).toArray();
    made.labels = new int[nodes];
    int[] rowPtr = new int[nodes + 1];
    Arrays.setAll(rowPtr, row -> nodes == 0 ? 0 : (int) ((long) arcs * row / nodes));
    int[] col = new int[arcs];
    Arrays.setAll(col, arc -> arc % made.numRows());
    made.adjacency.reset(nodes, made.numRows(), rowPtr, col, null);
    return made;
  }

  /** The same rows with other edges, for example after an edge dropout; arrays are shared. */
  public Subgraph withAdjacency(Adjacency other) {
    Subgraph copy = new Subgraph(other);
    copy.numNodes = numNodes;
    copy.numHalo = numHalo;
    copy.numRanges = numRanges;
    copy.rangeRow = rangeRow;
    copy.rangeStart = rangeStart;
    copy.ids = ids;
    copy.haloIds = haloIds;
    copy.labels = labels;
    copy.trainRows = trainRows;
    copy.numTrain = numTrain;
    copy.sparseFeatures = sparseFeatures;
    copy.features = features;
    return copy;
  }

  /** Features of all rows, if they are dense and were copied; null: they are read in the graph. */
  public @Nullable Matrix features() {
    return features;
  }

  /** Features of all rows, if the graph's are sparse; null if not, or prepared without. */
  public @Nullable SparseRows sparseFeatures() {
    return sparseFeatures;
  }

  /** Nodes of the batch. */
  public int numNodes() {
    return numNodes;
  }

  /** Nodes outside that send a message into the batch. */
  public int numHalo() {
    return numHalo;
  }

  /** Rows of both. */
  public int numRows() {
    return numNodes + numHalo;
  }

  /** Global ids of all rows. */
  public long[] ids() {
    return ids;
  }

  /** Global ids of the halo's rows. */
  public long[] haloIds() {
    return haloIds;
  }

  /** Ranges of global ids that make up the batch, row after row. */
  public int numRanges() {
    return numRanges;
  }

  /** First row of a range; that of the number of ranges is the number of nodes. */
  public int rangeRow(int range) {
    return range == numRanges ? numNodes : rangeRow[range];
  }

  /** Global id of the first row of a range. */
  public long rangeStart(int range) {
    return rangeStart[range];
  }

  /** Edges into the batch, weighted as the model's {@link Messages} say; targets are rows. */
  public Adjacency adjacency() {
    return adjacency;
  }

  /** Class of each node of the batch, -1 for none; undefined where nodes have several labels. */
  public int[] labels() {
    return labels;
  }

  /** Rows of the batch that are training nodes and have a label. */
  public int[] trainRows() {
    return trainRows;
  }

  /** How many rows that are. */
  public int numTrain() {
    return numTrain;
  }
}
