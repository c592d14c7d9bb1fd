package org.gnnautoscale.partition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Graphs for property tests: paths, stars, cliques, random graphs and nodes without edges beside
 * each other, joined by a few edges or none; ids in no order, edges repeated, loops.
 */
final class OddGraphs {

  /** The largest clique, as its edges grow with the square. */
  private static final int CLIQUE = 30;

  private OddGraphs() {}

  /** What a piece of a graph looks like. */
  private enum Shape {
    LOOSE,
    PATH,
    STAR,
    CLIQUES,
    RANDOM
  }

  /** What the edges of a graph weigh; the heaviest one as much as is left to it. */
  private enum EdgeWeights {
    ONES,
    FEW_HEAVY,
    ONE_HEAVIEST
  }

  /** What the nodes of a graph weigh. */
  enum NodeWeights {
    ONES,
    FEW,
    MOST_ZERO,
    ALL_ZERO,
    EDGES,
    ONE_HEAVY
  }

  private record Piece(Shape shape, int size) {}

  /** Graphs of up to 120 nodes. */
  static Arbitrary<OddGraph> small(NodeWeights... nodeWeights) {
    return of(1, 30, nodeWeights);
  }

  /** Graphs of 500 to 4,000 nodes, which are coarsened before they are parted. */
  static Arbitrary<OddGraph> large(NodeWeights... nodeWeights) {
    return of(500, 1000, nodeWeights);
  }

  /** Into how many parts: 1, as many as there are nodes, nearly so many, half, or few. */
  static Arbitrary<Integer> parts(OddGraph graph) {
    int nodes = graph.nodes();
    return Arbitraries.oneOf(
        Arbitraries.of(1, nodes),
        Arbitraries.integers().between(nodes - nodes / 8, nodes),
        Arbitraries.integers().between((nodes + 2) / 3, (nodes + 1) / 2),
        Arbitraries.integers().between(1, Math.min(nodes, 20)));
  }

  private static Arbitrary<OddGraph> of(int least, int most, NodeWeights... nodeWeights) {
    Arbitrary<Piece> piece =
        Combinators.combine(
                Arbitraries.of(Shape.class), Arbitraries.integers().between(least, most))
            .as(Piece::new);
    return Combinators.combine(
            piece.list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(EdgeWeights.class),
            Arbitraries.of(nodeWeights),
            Arbitraries.longs())
        .as(
            (pieces, bridges, ofEdges, ofNodes, seed) ->
                new Drawing(pieces, seed).draw(bridges, ofEdges, ofNodes));
  }

  /** One graph while it is drawn. */
  private static final class Drawing {
    private final List<Piece> pieces;
    private final long seed;
    private final Random random;
    private final List<Integer> ids;
    private final List<OddGraph.Edge> edges = new ArrayList<>();

    Drawing(List<Piece> pieces, long seed) {
      this.pieces = pieces;
      this.seed = seed;
      this.random = new Random(seed);
      int nodes = pieces.stream().mapToInt(Piece::size).sum();
      this.ids = new ArrayList<>(IntStream.range(0, nodes).boxed().toList());
      Collections.shuffle(ids, random);
    }

    OddGraph draw(int bridges, EdgeWeights ofEdges, NodeWeights ofNodes) {
      int first = 0;
      for (Piece piece : pieces) {
        draw(piece.shape, first, piece.size);
        first += piece.size;
      }
      for (int i = 0; i < bridges; i++) {
        join(random.nextInt(ids.size()), random.nextInt(ids.size()));
      }
      List.copyOf(edges).forEach(this::perhapsRepeat);
      Collections.shuffle(edges, random);
      if (ofEdges == EdgeWeights.ONE_HEAVIEST) {
        makeHeaviest();
      }
      String recipe =
          "%s, %d bridges, weights of edges %s, of nodes %s, seed %d"
              .formatted(pieces, bridges, ofEdges, ofNodes, seed);
      return new OddGraph(
          recipe, ids.size(), edges, ofEdges != EdgeWeights.ONES, nodeWeights(ofNodes));
    }

    private void draw(Shape shape, int first, int size) {
      for (int i = 1; i < size; i++) {
        int u = first + i;
        switch (shape) {
          case LOOSE -> {}
          case PATH -> join(u - 1, u);
          case STAR -> join(first, u);
          case CLIQUES -> IntStream.range(u - i % CLIQUE, u).forEach(v -> join(u, v));
          case RANDOM -> random.ints(3, first, first + size).forEach(v -> join(u, v));
        }
      }
    }

    private void perhapsRepeat(OddGraph.Edge edge) {
      switch (random.nextInt(8)) {
        case 0 -> edges.add(new OddGraph.Edge(edge.u(), edge.v(), weight()));
        case 1 -> edges.add(new OddGraph.Edge(edge.v(), edge.u(), weight()));
        case 2 -> edges.add(new OddGraph.Edge(edge.u(), edge.u(), weight()));
        default -> {}
      }
    }

    private void join(int u, int v) {
      edges.add(new OddGraph.Edge(ids.get(u), ids.get(v), weight()));
    }

    /** The weights of all arcs, two for an edge, are to fit an int together. */
    private void makeHeaviest() {
      int others = edges.stream().mapToInt(OddGraph.Edge::weight).sum();
      if (!edges.isEmpty()) {
        OddGraph.Edge edge = edges.get(0);
        edges.set(0, new OddGraph.Edge(edge.u(), edge.v(), Integer.MAX_VALUE / 2 - others));
      }
    }

    private int weight() {
      return 1 + random.nextInt(1 << random.nextInt(12));
    }

    private List<Integer> nodeWeights(NodeWeights weights) {
      int nodes = ids.size();
      return switch (weights) {
        case ONES -> List.of();
        case FEW -> random.ints(nodes, 1, 8).boxed().toList();
        case MOST_ZERO -> random.ints(nodes, 0, 10).map(w -> w / 9).boxed().toList();
        case ALL_ZERO -> Collections.nCopies(nodes, 0);
        case EDGES -> edgesOfNodes();
        case ONE_HEAVY ->
            IntStream.range(0, nodes).mapToObj(u -> u == nodes / 2 ? 1_000_000 : 1).toList();
      };
    }

    private List<Integer> edgesOfNodes() {
      int[] count = new int[ids.size()];
      for (OddGraph.Edge edge : edges) {
        count[edge.u()]++;
        count[edge.v()]++;
      }
      return IntStream.of(count).boxed().toList();
    }
  }
}
