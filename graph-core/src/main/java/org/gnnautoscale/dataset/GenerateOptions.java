package org.gnnautoscale.dataset;

import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.Existing;

/**
 * What to generate, and to where.
 *
 * @param kind of graph
 * @param nodes how many
 * @param edges distinct undirected pairs without self-loops: exactly so many
 * @param community what only graphs with communities have
 * @param split which nodes train, validate and test; where there are labels
 * @param seed equal options with equal seeds give equal graphs
 * @param output GRAPH directory to write
 * @param existing what to do if there is an output
 */
public record GenerateOptions(
    GraphKind kind,
    int nodes,
    long edges,
    CommunityOptions community,
    SplitChoice split,
    long seed,
    Path output,
    Existing existing) {

  /** The split of {@code gas generate} where none is chosen. */
  public static final SplitChoice DEFAULT_SPLIT = SplitChoice.parse("ratio:10:10:80");

  /** Checks nodes, edges and split. */
  public GenerateOptions {
    if (nodes < 1) {
      throw new IllegalArgumentException("nodes must be at least 1, got " + nodes);
    }
    long room = (long) nodes * (nodes - 1) / 2;
    if (edges < 0 || edges > room) {
      throw new IllegalArgumentException(
          "edges must be from 0 to %d, the pairs of %d nodes, got %d"
              .formatted(room, nodes, edges));
    }
    if (kind == GraphKind.COMMUNITIES && community.communities() > nodes) {
      throw new IllegalArgumentException(
          "communities must be at most the number of nodes (%d), got %d"
              .formatted(nodes, community.communities()));
    }
    if (split.kind() == SplitChoice.Kind.GIVEN) {
      throw new IllegalArgumentException(
          "a generated graph has no given split; choose ratio, per-class or none");
    }
  }

  /** Communities with all defaults. */
  public static GenerateOptions of(int nodes, long edges, Path output) {
    return new GenerateOptions(
        GraphKind.COMMUNITIES,
        nodes,
        edges,
        CommunityOptions.DEFAULT,
        DEFAULT_SPLIT,
        1,
        output,
        Existing.REFUSE);
  }

  /** The same with another kind of graph. */
  public GenerateOptions withKind(GraphKind newKind) {
    return new GenerateOptions(newKind, nodes, edges, community, split, seed, output, existing);
  }

  /** The same with other communities. */
  public GenerateOptions withCommunity(CommunityOptions options) {
    return new GenerateOptions(kind, nodes, edges, options, split, seed, output, existing);
  }

  /** The same with another split. */
  public GenerateOptions withSplit(SplitChoice choice) {
    return new GenerateOptions(kind, nodes, edges, community, choice, seed, output, existing);
  }

  /** The same with another seed. */
  public GenerateOptions withSeed(long newSeed) {
    return new GenerateOptions(kind, nodes, edges, community, split, newSeed, output, existing);
  }

  /** The same with another answer to an output that exists. */
  public GenerateOptions withExisting(Existing answer) {
    return new GenerateOptions(kind, nodes, edges, community, split, seed, output, answer);
  }
}
