package org.gnnautoscale.spark.ingest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.io.Sha256;
import org.gnnautoscale.store.GraphShape;

/**
 * A graph whose every row has been checked: sizes, ids, and clean edges of dense ids in blocks.
 *
 * <p>Owns the blocks on the cluster's disks and the broadcast ids until closed.
 */
public final class IngestedGraph implements AutoCloseable {

  private final GraphSource source;
  private final NodeSummary nodes;
  private final Broadcast<NodeIds> ids;
  private final JavaRDD<EdgeBlock> blocks;
  private final EdgeSummary edges;

  IngestedGraph(
      GraphSource source,
      NodeSummary nodes,
      Broadcast<NodeIds> ids,
      JavaRDD<EdgeBlock> blocks,
      EdgeSummary edges) {
    this.source = source;
    this.nodes = nodes;
    this.ids = ids;
    this.blocks = blocks;
    this.edges = edges;
  }

  /** The tables. */
  public GraphSource source() {
    return source;
  }

  /** What the nodes table holds. */
  public NodeSummary nodes() {
    return nodes;
  }

  /** Original ids, for tasks. */
  public Broadcast<NodeIds> ids() {
    return ids;
  }

  /** The distinct edges. */
  public JavaRDD<EdgeBlock> blocks() {
    return blocks;
  }

  /** Number of nodes; dense ids are below it. */
  public int numNodes() {
    return (int) nodes.nodes();
  }

  /** What the weights of edges add up to. */
  public EdgeWeights weights() {
    return edges.weights;
  }

  /** Nodes of the training set of the first split; 0 without splits. */
  public long numTraining() {
    return nodes.splits() == 0 ? 0 : nodes.splitCounts().get(0)[1];
  }

  /** 1 for nodes of the training set of the first split, 0 for others, int32 [nodes]. */
  public int[] training() {
    int[] marks = new int[numNodes()];
    RoleScan.forEach(source, ids, NodeSplits.TRAIN, numTraining(), node -> marks[node] = 1);
    return marks;
  }

  /** What each node is for in the first split, as {@link NodeSplits} has it: int8 [nodes]. */
  public byte[] roles() {
    byte[] roles = new byte[numNodes()];
    for (byte role : new byte[] {NodeSplits.TRAIN, NodeSplits.VAL, NodeSplits.TEST}) {
      long count = nodes.splits() == 0 ? 0 : nodes.splitCounts().get(0)[role];
      if (count > 0) {
        RoleScan.forEach(source, ids, role, count, node -> roles[node] = role);
      }
    }
    return roles;
  }

  /** Whether {@code graph.json} says that nodes of different roles are of different graphs. */
  public boolean isInductive() {
    return source.description().inductive() && numTraining() > 0;
  }

  /** Sizes and kinds, as a manifest states them. */
  public GraphShape shape() {
    GraphDescription stated = source.description();
    GraphSchema schema = source.schema();
    return new GraphShape(
        stated.name(),
        stated.directed(),
        schema.weighted(),
        nodes.nodes(),
        edges.edges,
        stated.directed() ? edges.edges : 2 * edges.edges,
        stated.features() > 0 ? stated.features() : nodes.width(),
        schema.features() == FeatureKind.SPARSE,
        stated.classes() > 0 ? stated.classes() : nodes.classes(),
        schema.labels() == LabelKind.MULTI,
        stated.classNames(),
        nodes.splits(),
        schema.textIds());
  }

  /**
   * Rows that were dropped and edges whose reverse was missing, since the raw source if graph.json
   * tells, as an import leaves each edge only once.
   */
  public Map<String, Object> cleaning() {
    GraphDescription stated = source.description();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("selfLoops", stated.selfLoops() + edges.selfLoops);
    map.put("duplicateEdges", stated.duplicateEdges() + edges.duplicateEdges);
    map.put("addedReverse", stated.edges() > 0 ? stated.addedReverse() : edges.addedReverse);
    return map;
  }

  /**
   * Hash of the nodes' rows and the clean edges: the same wherever the graph lies, whatever the
   * order of its rows and files, and whether an undirected edge is listed once or both ways.
   */
  public String contentHash() {
    GraphShape shape = shape();
    String content =
        "directed %b weighted %b features %d classes %d %s splits %d\nnodes %d %s\nedges %d %s\n"
            .formatted(
                shape.directed(),
                shape.weighted(),
                shape.features(),
                shape.classes(),
                shape.classNames(),
                shape.splits(),
                shape.nodes(),
                nodes.hash(),
                shape.edges(),
                edges.hash);
    return "sha256:" + Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    blocks.unpersist(false);
    ids.destroy();
  }
}
