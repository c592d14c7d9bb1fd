package org.gnnautoscale.dataset.generate;

import java.io.IOException;
import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.Randomness;
import org.gnnautoscale.io.Progress;

/**
 * The graphs of CLUSTER as one graph in which no edge joins two of them; ids are the positions
 * 0..n-1, shuffled over all graphs. All nodes of a graph have the same role.
 *
 * <p>Features are one-hot rows of width 7: column c of the marked node of community c - 1, column 0
 * of all other nodes. That is what the experiment of GAS feeds to its first linear layer, as
 * PyTorch Geometric publishes the data so; the bare number would tell that community 6 is six times
 * community 1.
 *
 * <p>Edges are not held: each slice draws its graphs again. That costs a second drawing, and saves
 * 8 bytes for each of the 26 million edges of the published size.
 *
 * <pre>
 * ids, classOf  int32 [n]; column int8 [n]; role int8 [n]: 10 bytes a node
 * edgesBefore   int64 [graphs + 1], nodesBefore int32 [graphs + 1]
 * </pre>
 *
 * <p>Immutable once drawn: slices may be asked for by several threads.
 */
public final class ClusterGraphs implements EdgeSource {

  /** Classes of the nodes: the communities of their graph. */
  public static final int CLASSES = ClusterGraph.COMMUNITIES;

  /** Width of the features: a column for each community, and one for nodes that tell nothing. */
  public static final int WIDTH = CLASSES + 1;

  /** As many graphs as have a node number each, whatever their sizes. */
  private static final int MOST_GRAPHS =
      Integer.MAX_VALUE / (ClusterGraph.COMMUNITIES * ClusterGraph.MOST_SIZE);

  private static final int SLICE_EDGES = 1 << 19;
  private static final int IDS = 0;
  private static final float[][] ONE_HOT = oneHot();

  private final long seed;
  private final int[] nodesBefore;
  private final long[] edgesBefore;
  private final int[] ids;
  private final int[] classOf;
  private final byte[] column;
  private final byte[] role;

  private ClusterGraphs(long seed, int[] nodesBefore) {
    this.seed = seed;
    this.nodesBefore = nodesBefore;
    int graphs = nodesBefore.length - 1;
    this.edgesBefore = new long[graphs + 1];
    this.ids = new int[nodesBefore[graphs]];
    this.classOf = new int[ids.length];
    this.column = new byte[ids.length];
    this.role = new byte[ids.length];
  }

  /**
   * Draws the graphs; equal arguments give equal graphs on every machine.
   *
   * @throws IllegalArgumentException if so many graphs have too many nodes for one table
   */
  public static ClusterGraphs draw(GraphCounts counts, long seed, Progress progress)
      throws IOException {
    if (counts.all() > MOST_GRAPHS) {
      throw new IllegalArgumentException(
          "graphs must be at most %d in all, got %s".formatted(MOST_GRAPHS, counts));
    }
    int[] nodesBefore = new int[(int) counts.all() + 1];
    for (int graph = 0; graph < counts.all(); graph++) {
      nodesBefore[graph + 1] = nodesBefore[graph] + ClusterGraph.draw(seed, graph).nodes();
    }
    ClusterGraphs graphs = new ClusterGraphs(seed, nodesBefore);
    graphs.shuffleIds();
    try (var stage = progress.stage("draw graphs", counts.all())) {
      for (int graph = 0; graph < counts.all(); graph++) {
        graphs.add(graph, role(graph, counts));
        stage.advance(1);
      }
    }
    return graphs;
  }

  private static byte role(int graph, GraphCounts counts) {
    if (graph < counts.train()) {
      return NodeSplits.TRAIN;
    }
    return graph - counts.train() < counts.val() ? NodeSplits.VAL : NodeSplits.TEST;
  }

  private void shuffleIds() {
    for (int node = 0; node < ids.length; node++) {
      ids[node] = node;
    }
    Randomness.of(seed, IDS).shuffle(ids, ids.length);
  }

  private void add(int number, byte itsRole) throws IOException {
    ClusterGraph graph = ClusterGraph.draw(seed, number);
    int first = nodesBefore[number];
    for (int c = 0; c < CLASSES; c++) {
      for (int node = graph.start(c); node < graph.start(c + 1); node++) {
        int id = ids[first + node];
        classOf[id] = c;
        role[id] = itsRole;
      }
      column[ids[first + graph.marked(c)]] = (byte) (c + 1);
    }
    long[] count = new long[1];
    graph.forEachPair((a, b) -> count[0]++);
    edgesBefore[number + 1] = edgesBefore[number] + count[0];
  }

  private static float[][] oneHot() {
    float[][] rows = new float[WIDTH][WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      rows[i][i] = 1;
    }
    return rows;
  }

  /** Number of nodes in all graphs. */
  public int nodes() {
    return ids.length;
  }

  /** One-hot rows, float32 [{@link #WIDTH}]. */
  public NodeFeatures features() {
    return NodeFeatures.dense(WIDTH, node -> ONE_HOT[column[node]]);
  }

  /** The community of each node within its graph. */
  public NodeLabels labels() {
    return NodeLabels.numbers(classOf, CLASSES);
  }

  /** One split: the role of a node is that of its graph. */
  public NodeSplits splits() {
    return NodeSplits.of(role);
  }

  @Override
  public long size() {
    return edgesBefore[edgesBefore.length - 1];
  }

  @Override
  public boolean isWeighted() {
    return false;
  }

  @Override
  public int slices() {
    return (int) (1 + size() / SLICE_EDGES);
  }

  @Override
  public void forEach(int slice, Sink sink) throws IOException {
    int end = firstGraph(slice + 1);
    for (int number = firstGraph(slice); number < end; number++) {
      int first = nodesBefore[number];
      ClusterGraph.draw(seed, number)
          .forEachPair(
              (a, b) -> {
                int idA = ids[first + a];
                int idB = ids[first + b];
                sink.edge(Math.min(idA, idB), Math.max(idA, idB), 1);
              });
    }
  }

  /** Graphs are never divided between slices. */
  private int firstGraph(int slice) {
    long edge = size() * slice / slices();
    int graph = 0;
    while (edgesBefore[graph] < edge) {
      graph++;
    }
    return graph;
  }
}
