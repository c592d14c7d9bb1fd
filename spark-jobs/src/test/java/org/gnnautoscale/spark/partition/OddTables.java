package org.gnnautoscale.spark.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.gnnautoscale.spark.TinyGraph;

/**
 * Rows of nodes and edges in no order, some edges listed twice or from a node to itself; they count
 * what parts are worth.
 *
 * @param ids of the nodes, with gaps
 * @param edges not turned round, as the weights of both directions would have to agree
 */
record OddTables(List<Long> ids, List<Edge> edges, boolean directed, boolean weighted) {

  /** A row of the edges. */
  record Edge(long src, long dst, double weight) {}

  /** What parts are worth, counted in arcs: an edge of an undirected graph is two. */
  record Count(int arcs, int cutArcs, double cutWeight, int halo) {}

  /** Graphs of 1 to 40 nodes: an edge list drawn at random, perhaps a star, perhaps a clique. */
  static Arbitrary<OddTables> any() {
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 39);
    return Combinators.combine(
            Arbitraries.integers().between(1, 40),
            place.tuple2().list().ofMaxSize(60),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.longs())
        .as(
            (nodes, pairs, star, clique, directed, weighted, seed) -> {
              List<int[]> ends = new ArrayList<>();
              pairs.forEach(pair -> ends.add(new int[] {pair.get1(), pair.get2()}));
              for (int v = 0; v < star; v++) {
                ends.add(new int[] {0, v});
              }
              for (int v = 0; v < clique * clique; v++) {
                ends.add(new int[] {v / clique, v % clique});
              }
              return of(nodes, ends, directed, weighted, new Random(seed));
            });
  }

  private static OddTables of(
      int nodes, List<int[]> ends, boolean directed, boolean weighted, Random random) {
    List<Long> ids =
        new ArrayList<>(random.longs(-1000, 1000).distinct().limit(nodes).boxed().toList());
    List<Edge> edges = new ArrayList<>();
    for (int[] pair : ends) {
      long u = ids.get(pair[0] % nodes);
      long v = ids.get(pair[1] % nodes);
      double weight = weighted ? 0.25 * (1 + random.nextInt(20)) : 1;
      boolean turn = weighted && !directed && u > v;
      edges.add(turn ? new Edge(v, u, weight) : new Edge(u, v, weight));
    }
    Collections.shuffle(edges, random);
    return new OddTables(ids, edges, directed, weighted);
  }

  TinyGraph tables() {
    TinyGraph graph = new TinyGraph();
    if (directed) {
      var unused = graph.directed();
    }
    if (weighted) {
      var unused = graph.edgeColumns("src bigint, dst bigint, weight double");
    }
    ids.forEach(id -> graph.nodes("id: " + id));
    for (Edge e : edges) {
      var unused = graph.edges(e.src + " " + e.dst + (weighted ? " " + e.weight : ""));
    }
    return graph;
  }

  /** In-neighbors of each node that has some. */
  Map<Long, Set<Long>> inNeighbors() {
    Map<Long, Set<Long>> neighbors = new HashMap<>();
    for (Edge e : edges) {
      if (e.src != e.dst) {
        neighbors.computeIfAbsent(e.dst, id -> new HashSet<>()).add(e.src);
        if (!directed) {
          neighbors.computeIfAbsent(e.src, id -> new HashSet<>()).add(e.dst);
        }
      }
    }
    return neighbors;
  }

  Count count(Map<Long, Integer> part) {
    int arcs = 0;
    int cutArcs = 0;
    Set<List<Object>> halo = new HashSet<>();
    for (Map.Entry<Long, Set<Long>> row : inNeighbors().entrySet()) {
      int own = part.get(row.getKey());
      for (Long source : row.getValue()) {
        arcs++;
        if (part.get(source) != own) {
          cutArcs++;
          halo.add(Arrays.asList(own, source));
        }
      }
    }
    double cutWeight = 0;
    for (Edge e : edges) {
      boolean cut = !part.get(e.src).equals(part.get(e.dst));
      cutWeight += cut ? e.weight * (directed ? 1 : 2) : 0;
    }
    return new Count(arcs, cutArcs, cutWeight, halo.size());
  }
}
