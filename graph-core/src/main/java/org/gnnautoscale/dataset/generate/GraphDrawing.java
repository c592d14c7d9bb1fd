package org.gnnautoscale.dataset.generate;

import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.Randomness;
import org.gnnautoscale.io.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Draws graphs with an exact number of edges; equal arguments give equal graphs on every machine.
 *
 * <p>Features are not held: each row is made from the seed and its node when it is written. 12
 * bytes an edge, and some 20 a node.
 */
public final class GraphDrawing {

  /** Streams of random numbers, so that e.g. the features do not change with the edges. */
  private static final int IDS = 0;

  private static final int STRUCTURE = 1;
  private static final long MEANS = 1L << 32;
  private static final long FEATURES = 2L << 32;

  private static final int REPORTED = 1 << 14;

  private final int nodes;
  private final long edges;
  private final long seed;
  private final Progress progress;

  /** Prepares the drawing of a graph. */
  public GraphDrawing(int nodes, long edges, long seed, Progress progress) {
    this.nodes = nodes;
    this.edges = edges;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Draws a graph.
   *
   * @param options for communities
   * @throws IllegalArgumentException if there is no such graph, no room for so many edges, or a
   *     kind that has no number of edges: {@link ClusterGraphs} draws that
   */
  public GeneratedGraph draw(GraphKind kind, CommunityOptions options) {
    int[] ids = shuffledIds();
    Randomness random = Randomness.of(seed, STRUCTURE);
    return switch (kind) {
      case COMMUNITIES -> communities(options, ids, random);
      case RMAT -> plain(pairs(new Rmat(nodes), ids, random));
      case GRID -> plain(Grid.draw(nodes, edges, ids));
      case GEOMETRIC -> plain(Geometric.draw(nodes, edges, ids, random));
      case CLUSTER ->
          throw new IllegalArgumentException(
              "graphs of kind cluster are drawn by their number, not by nodes and edges");
    };
  }

  private int[] shuffledIds() {
    int[] ids = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      ids[node] = node;
    }
    Randomness.of(seed, IDS).shuffle(ids, nodes);
    return ids;
  }

  private static GeneratedGraph plain(PairList pairs) {
    return new GeneratedGraph(pairs, null, null);
  }

  private GeneratedGraph communities(CommunityOptions options, int[] ids, Randomness random) {
    Communities communities = Communities.draw(nodes, options, random);
    PairList pairs = pairs(communities, ids, random);
    if (options.classes() == 0) {
      @Nullable NodeFeatures noise =
          options.features() == 0 ? null : features(options, new int[nodes], 1);
      return new GeneratedGraph(pairs, noise, null);
    }
    int[] classOf = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      classOf[ids[node]] = communities.communityOf(node) % options.classes();
    }
    @Nullable NodeFeatures features =
        options.features() == 0 ? null : features(options, classOf, options.classes());
    return new GeneratedGraph(pairs, features, NodeLabels.numbers(classOf, options.classes()));
  }

  private PairList pairs(PairSource source, int[] ids, Randomness random) {
    EdgeSet drawn = EdgeSet.forEdges(edges, ids);
    try (var stage = progress.stage("draw edges", edges)) {
      while (drawn.size() < edges) {
        if (!source.addOne(drawn, random)) {
          throw new IllegalArgumentException(
              "no room for %d edges: after %d, every pair that was drawn had occurred before; choose fewer edges, or more mixing"
                  .formatted(edges, drawn.size()));
        }
        if (drawn.size() % REPORTED == 0) {
          stage.advance(REPORTED);
        }
      }
      stage.advance(drawn.size() % REPORTED);
    }
    return drawn.sorted();
  }

  /**
   * Standard normal values, plus the mean of the class: a random direction of the signal's length.
   */
  private NodeFeatures features(CommunityOptions options, int[] classOf, int classes) {
    int width = options.features();
    float[][] means = new float[classes][];
    for (int c = 0; c < classes; c++) {
      means[c] = direction(width, options.signal(), Randomness.of(seed, MEANS + c));
    }
    return NodeFeatures.dense(
        width,
        node -> {
          Randomness random = Randomness.of(seed, FEATURES + node);
          float[] mean = means[classOf[node]];
          float[] row = new float[width];
          for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian() + mean[i];
          }
          return row;
        });
  }

  private static float[] direction(int width, double length, Randomness random) {
    double[] drawn = new double[width];
    double squares = 0;
    for (int i = 0; i < width; i++) {
      drawn[i] = random.nextGaussian();
      squares += drawn[i] * drawn[i];
    }
    float[] direction = new float[width];
    for (int i = 0; i < width; i++) {
      direction[i] = (float) (drawn[i] * length / Math.sqrt(squares));
    }
    return direction;
  }
}
