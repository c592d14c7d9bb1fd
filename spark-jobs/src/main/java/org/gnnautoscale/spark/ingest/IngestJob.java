package org.gnnautoscale.spark.ingest;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.spark.ExactPartitioner;
import org.gnnautoscale.spark.Pieces;
import org.gnnautoscale.spark.Steps;
import org.jspecify.annotations.Nullable;

/** Reads a GRAPH directory: checks every row, makes ids dense and edges clean. */
public final class IngestJob {

  private static final String SORT = "sort ids";

  /** Most nodes of a graph: their dense ids fit an array. */
  static final int MOST_NODES = Integer.MAX_VALUE - 8;

  private final SparkSession session;
  private final Path graph;
  private final Steps steps;

  /** Prepares; nothing is read yet. */
  public IngestJob(SparkSession session, Path graph, Steps steps) {
    this.session = session;
    this.graph = graph;
    this.steps = steps;
  }

  /**
   * Reads and checks; the caller closes the result, which keeps the cleaned edges on the disks of
   * the cluster.
   *
   * @throws BadDataException if a row cannot be used: which, and what to do
   */
  public IngestedGraph run() throws IOException {
    GraphSource source = GraphSource.open(session, graph);
    NodeSummary nodes = checkNodes(source);
    NodeIds ids = sortIds(source, nodes);
    Broadcast<NodeIds> shared =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(ids);
    JavaRDD<EdgeBlock> blocks = clean(source, shared);
    try {
      EdgeSummary edges = checkEdges(source, ids, blocks);
      return new IngestedGraph(source, nodes, shared, blocks, edges);
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
      blocks.unpersist(false);
      shared.destroy();
      throw e;
    }
  }

  private NodeSummary checkNodes(GraphSource source) throws IOException {
    NodeRules rules = new NodeRules(source.schema(), source.description());
    NodeReader reader = new NodeReader(source.schema());
    NodeSummary summary = new NodeSummary(rules);
    steps
        .run(
            "check nodes",
            () ->
                source
                    .nodeRows()
                    .mapPartitions(rows -> List.of(NodeSummary.of(rules, reader, rows)).iterator())
                    .collect())
        .forEach(summary::merge);
    throwIfFound(source, summary.finding(source.description()));
    requireStated(source, summary);
    return summary;
  }

  private static void requireStated(GraphSource source, NodeSummary found) throws IOException {
    GraphDescription stated = source.description();
    if (found.nodes() == 0) {
      throw BadDataException.of("the graph has no nodes")
          .with("table", new Path(source.path(), "nodes"))
          .fix("write one row for each node");
    }
    if (found.nodes() > MOST_NODES) {
      throw new IllegalArgumentException(
          "graph must have at most %d nodes, got %d".formatted(MOST_NODES, found.nodes()));
    }
    requireStated(source, "nodes", stated.nodes(), found.nodes());
    requireStated(source, "splits", stated.splits(), found.splits());
    if (source.schema().features() == FeatureKind.NONE) {
      requireStated(source, "features", stated.features(), 0);
    }
    if (source.schema().labels() == LabelKind.NONE) {
      requireStated(source, "classes", stated.classes(), 0);
    }
  }

  private static void requireStated(GraphSource source, String what, long stated, long found)
      throws IOException {
    if (stated > 0 && stated != found) {
      throw BadDataException.of("the tables hold another number of " + what + " than stated")
          .with("file", new Path(source.path(), GraphDescription.FILE))
          .with("expected", stated)
          .with("found", found)
          .fix("import the graph again, or mend graph.json if you wrote the tables yourself");
    }
  }

  private NodeIds sortIds(GraphSource source, NodeSummary nodes) throws IOException {
    int size = (int) nodes.nodes();
    if (source.schema().textIds()) {
      long bytes = nodes.idBytes();
      TextIds ids = steps.run(SORT, () -> new TextIds(IdScan.texts(source.nodeIds(), size, bytes)));
      throwIfFound(source, repeated(ids.repeated()));
      return ids;
    }
    NumberIds ids = steps.run(SORT, () -> new NumberIds(IdScan.numbers(source.nodeIds(), size)));
    throwIfFound(source, repeated(ids.repeated()));
    return ids;
  }

  private static @Nullable Finding repeated(@Nullable String id) {
    return id == null ? null : Finding.repeatedId(id);
  }

  /** Edges in blocks that fit a task; lazy, and kept on disks once computed. */
  private JavaRDD<EdgeBlock> clean(GraphSource source, Broadcast<NodeIds> ids) throws IOException {
    long stated = source.description().edges();
    long rows = stated > 0 ? stated : steps.run("count edges", source::countEdges);
    int numBlocks =
        Math.max(Pieces.forBytes(rows * Long.BYTES), session.sparkContext().defaultParallelism());
    GraphSchema schema = source.schema();
    EdgeKey key = new EdgeKey(source.description().directed());
    return source
        .edgeRows()
        .mapPartitionsToPair(
            part ->
                new PairChunks(
                    new EdgeScan(part, ids.value(), schema, key, numBlocks),
                    schema.weighted() ? PairBuffer.weighted(numBlocks) : PairBuffer.of(numBlocks)))
        .partitionBy(new ExactPartitioner(numBlocks))
        .mapPartitions(
            chunks -> List.of(EdgeBlock.clean(PairList.of(chunks), key)).iterator(), true)
        // read again by the partitioner and the shards. On disks, as in local mode the heap that a
        // cache would take is the partitioner's
        .persist(StorageLevel.DISK_ONLY());
  }

  private EdgeSummary checkEdges(GraphSource source, NodeIds ids, JavaRDD<EdgeBlock> blocks)
      throws IOException {
    EdgeSummary summary = new EdgeSummary();
    steps
        .run("clean edges", () -> blocks.map(EdgeBlock::summary).collect())
        .forEach(summary::merge);
    throwIfFound(source, summary.finding);
    EdgeSummary.Conflict conflict = summary.conflict;
    if (conflict != null) {
      throwIfFound(source, describe(conflict, ids));
    }
    requireStated(source, "edges", source.description().edges(), summary.edges());
    return summary;
  }

  private static Finding describe(EdgeSummary.Conflict conflict, NodeIds ids) {
    return new Finding(
            "an undirected edge has two weights, one for each direction",
            "edges",
            "make them equal, or import the graph with --directed (\"directed\": true in"
                + " graph.json)")
        .with("src", ids.text((int) (conflict.pair() >>> 32)))
        .with("dst", ids.text((int) conflict.pair()))
        .with("weight", conflict.forth())
        .with("back", conflict.back());
  }

  private static void throwIfFound(GraphSource source, @Nullable Finding finding)
      throws IOException {
    if (finding != null) {
      throw source.toException(finding);
    }
  }
}
