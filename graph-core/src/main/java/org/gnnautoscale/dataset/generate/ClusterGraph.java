package org.gnnautoscale.dataset.generate;

import java.io.IOException;
import org.gnnautoscale.dataset.raw.Randomness;

/**
 * One graph of CLUSTER: a stochastic block model of six communities, of which each marks one node.
 *
 * <p>The nodes of a community stand together. Pairs are not held: they are drawn again, and equal,
 * whenever they are asked for. A graph depends on the seed and its number alone.
 *
 * @see <a href="https://arxiv.org/abs/2003.00982">Dwivedi et al., Benchmarking graph neural
 *     networks, JMLR 2023</a>, with the sizes of the authors' notebook: uniform from 5 up to and
 *     without 35
 */
final class ClusterGraph {

  /** Communities of a graph; community c has class c. */
  static final int COMMUNITIES = 6;

  static final int LEAST_SIZE = 5;
  static final int MOST_SIZE = 34;

  /** Probability that two nodes of one community are joined. */
  static final double WITHIN = 0.55;

  /** Probability that two nodes of different communities are joined. */
  static final double BETWEEN = 0.25;

  /** Streams of random numbers, apart from those of the other kinds of graphs. */
  private static final long SIZES = 5L << 32;

  private static final long PAIRS = 6L << 32;

  private final long seed;
  private final int number;
  private final int[] start = new int[COMMUNITIES + 1];
  private final int[] marked = new int[COMMUNITIES];

  /** Takes pairs of nodes, the lower position first. */
  interface PairSink {
    void pair(int a, int b) throws IOException;
  }

  private ClusterGraph(long seed, int number) {
    this.seed = seed;
    this.number = number;
  }

  static ClusterGraph draw(long seed, int number) {
    ClusterGraph graph = new ClusterGraph(seed, number);
    Randomness random = Randomness.of(seed, SIZES + number);
    for (int c = 0; c < COMMUNITIES; c++) {
      int size = LEAST_SIZE + random.nextInt(MOST_SIZE - LEAST_SIZE + 1);
      graph.start[c + 1] = graph.start[c] + size;
      graph.marked[c] = graph.start[c] + random.nextInt(size);
    }
    return graph;
  }

  /** Number of nodes. */
  int nodes() {
    return start[COMMUNITIES];
  }

  /** First node of a community; that of the one after the last is the number of nodes. */
  int start(int community) {
    return start[community];
  }

  /** The node of a community whose feature tells the community. */
  int marked(int community) {
    return marked[community];
  }

  /** Hands on the pairs that are joined. */
  void forEachPair(PairSink sink) throws IOException {
    Randomness random = Randomness.of(seed, PAIRS + number);
    for (int c = 0; c < COMMUNITIES; c++) {
      for (int a = start[c]; a < start[c + 1]; a++) {
        for (int b = a + 1; b < nodes(); b++) {
          if (random.nextDouble() < (b < start[c + 1] ? WITHIN : BETWEEN)) {
            sink.pair(a, b);
          }
        }
      }
    }
  }
}
