package org.gnnautoscale.spark.report;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.graphx.Edge;
import org.apache.spark.graphx.EdgeTriplet;
import org.apache.spark.graphx.Graph;
import org.apache.spark.storage.StorageLevel;
import org.gnnautoscale.graph.DisjointSets;
import org.gnnautoscale.spark.Pieces;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.IngestedGraph;
import scala.Tuple2;
import scala.reflect.ClassTag;

/**
 * The clean edges as a graph of GraphX, for degrees and connected components.
 *
 * <p>Nodes without an edge are not in it. Owns its cached tables on the cluster until closed.
 */
final class GraphXGraph implements AutoCloseable {

  /**
   * Rounds of passing labels to neighbors, one job each. They reach every node of a graph where all
   * is a few hops away; on a mesh or a road network there would be thousands, so that the driver
   * joins what they leave.
   */
  static final int ROUNDS = 12;

  private static final StorageLevel LEVEL = StorageLevel.MEMORY_AND_DISK();

  private final int nodes;
  private final Graph<Object, Object> graph;

  private GraphXGraph(int nodes, Graph<Object, Object> graph) {
    this.nodes = nodes;
    this.graph = graph;
  }

  static GraphXGraph of(IngestedGraph ingested) {
    JavaRDD<Edge<Object>> edges = ingested.blocks().flatMap(GraphXGraph::edges);
    return new GraphXGraph(
        ingested.numNodes(),
        Graph.fromEdges(edges.rdd(), 0, LEVEL, LEVEL, ClassTag.Int(), ClassTag.Byte()));
  }

  private static Iterator<Edge<Object>> edges(EdgeBlock block) {
    Byte none = 0;
    return Arrays.stream(block.pairs())
        .mapToObj(pair -> new Edge<Object>(pair >>> 32, pair & 0xFFFFFFFFL, none))
        .iterator();
  }

  /** Counts nodes by degree; an edge counts for both its ends, whatever its direction. */
  Degrees degrees() {
    Degrees found =
        graph
            .ops()
            .degrees()
            .toJavaRDD()
            .map(node -> (Integer) node._2())
            .aggregate(new Degrees(), Degrees::add, Degrees::merge);
    return found.withIsolated(nodes);
  }

  /** Finds the components; direction is ignored. */
  DisjointSets components() {
    Graph<Object, Object> labelled = graph.ops().connectedComponents(ROUNDS);
    DisjointSets components = new DisjointSets(nodes);
    Iterator<long[]> labels =
        Pieces.toDriver(
            labelled
                .vertices()
                .toJavaRDD()
                .mapPartitions(part -> packed(part, GraphXGraph::label)));
    labels.forEachRemaining(pairs -> join(components, pairs));
    Iterator<long[]> open =
        Pieces.toDriver(
            labelled.triplets().toJavaRDD().mapPartitions(part -> packed(part, GraphXGraph::open)));
    open.forEachRemaining(pairs -> join(components, pairs));
    labelled.unpersist(false);
    return components;
  }

  /** Joins the ends of each pair, which are its upper and lower half. */
  private static void join(DisjointSets components, long[] pairs) {
    for (long pair : pairs) {
      components.join((int) (pair >>> 32), (int) pair);
    }
  }

  /** A value's two ends, packed; equal ends say nothing. */
  private interface Ends<T> {
    long of(T value);
  }

  private static long label(Tuple2<Object, Object> node) {
    return ((Long) node._1() << 32) | (Long) node._2();
  }

  private static long open(EdgeTriplet<Object, Object> edge) {
    return ((Long) edge.srcAttr() << 32) | (Long) edge.dstAttr();
  }

  private static <T> Iterator<long[]> packed(Iterator<T> values, Ends<T> ends) {
    long[] pairs = new long[1 << 10];
    int size = 0;
    while (values.hasNext()) {
      long pair = ends.of(values.next());
      if (pair >>> 32 == (pair & 0xFFFFFFFFL)) {
        continue;
      }
      if (size == pairs.length) {
        size = distinct(pairs, size);
        pairs = size > pairs.length / 2 ? Arrays.copyOf(pairs, 2 * pairs.length) : pairs;
      }
      pairs[size++] = pair;
    }
    return List.of(Arrays.copyOf(pairs, distinct(pairs, size))).iterator();
  }

  private static int distinct(long[] values, int size) {
    Arrays.sort(values, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || values[i] != values[kept - 1]) {
        values[kept++] = values[i];
      }
    }
    return kept;
  }

  @Override
  public void close() {
    graph.unpersist(false);
  }
}
