package org.gnnautoscale.spark.shard;

import java.io.IOException;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.spark.ExactPartitioner;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.IngestedGraph;
import org.gnnautoscale.spark.ingest.NodeIds;
import org.gnnautoscale.spark.ingest.NodeReader;
import org.gnnautoscale.spark.ingest.NodeRow;
import org.gnnautoscale.spark.ingest.PairBuffer;
import org.gnnautoscale.spark.ingest.PairChunk;
import org.gnnautoscale.spark.ingest.PairChunks;
import org.gnnautoscale.store.CutSummary;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.PartFile;
import scala.Tuple2;

/** Writes the parts of a graph, one task and one file a part; the manifest is for the caller. */
public final class ShardJob {

  private final JavaSparkContext context;
  private final IngestedGraph graph;
  private final OutputDirectory output;
  private final Steps steps;

  /**
   * What was written.
   *
   * @param files of the parts, in part order
   * @param cut quality of the partition
   */
  public record Result(List<PartFile> files, CutSummary cut) {

    /** Copies the list. */
    public Result {
      files = List.copyOf(files);
    }
  }

  /** Prepares; nothing is written yet. */
  public ShardJob(SparkSession session, IngestedGraph graph, OutputDirectory output, Steps steps) {
    this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.graph = graph;
    this.output = output;
    this.steps = steps;
  }

  /**
   * Writes.
   *
   * @param part of each dense id, int32 [nodes]; not to be written to any more
   * @param parts how many there are
   * @param balance in which unit to tell how even they are
   */
  public Result run(int[] part, int parts, Balance balance) throws IOException {
    NodeOrder order = NodeOrder.of(part, parts);
    PartLimit.requireFits(graph.shape(), order.largest());
    Broadcast<NodeOrder> shared = context.broadcast(order);
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    PartTask task =
        new PartTask(graph.shape(), shared, output.directory(), output.run(), configuration);
    try {
      List<PartTask.Written> written =
          steps.run(
              "write parts",
              () -> arcs(shared, parts).zipPartitions(nodes(shared, parts), task).collect());
      return summarize(written, balance);
    } finally {
      shared.destroy();
      configuration.destroy();
    }
  }

  /** In-edges, shuffled to the part of their destination. */
  private JavaPairRDD<Integer, PairChunk> arcs(Broadcast<NodeOrder> order, int parts) {
    boolean directed = graph.shape().directed();
    boolean weighted = graph.shape().weighted();
    JavaRDD<EdgeBlock> blocks = graph.blocks();
    return blocks
        .mapPartitionsToPair(
            part ->
                new PairChunks(
                    new ArcSource(part, order.value(), directed),
                    weighted ? PairBuffer.weighted(parts) : PairBuffer.of(parts)))
        .partitionBy(new ExactPartitioner(parts));
  }

  /** Rows of nodes, shuffled to their part; one record a node, as features make them large. */
  private JavaPairRDD<Integer, NodeRow> nodes(Broadcast<NodeOrder> order, int parts) {
    NodeReader reader = new NodeReader(graph.source().schema());
    Broadcast<NodeIds> ids = graph.ids();
    return graph
        .source()
        .nodeRows()
        .mapToPair(
            row -> {
              NodeRow node = reader.read(row);
              int dense = ids.value().rank(node);
              node.node = order.value().node(dense);
              return new Tuple2<>(order.value().part(dense), node);
            })
        .partitionBy(new ExactPartitioner(parts));
  }

  private CutSummary cut(List<PartTask.Written> written, Balance balance) {
    GraphShape shape = graph.shape();
    // the two arcs of an undirected edge are cut in the parts of both its ends
    int arcsPerEdge = shape.directed() ? 1 : 2;
    long cutArcs = 0;
    double cutWeight = 0;
    long halo = 0;
    for (PartTask.Written part : written) {
      cutArcs += part.cutArcs();
      cutWeight += part.cutWeight();
      halo += part.file().halo();
    }
    LongSummaryStatistics loads =
        written.stream().mapToLong(part -> part.load(balance)).summaryStatistics();
    return new CutSummary(
        cutArcs / arcsPerEdge,
        shape.weighted() ? cutWeight / arcsPerEdge : null,
        halo,
        loads.getMax() / loads.getAverage(),
        loads.getMin() / loads.getAverage());
  }

  private Result summarize(List<PartTask.Written> written, Balance balance) {
    return new Result(written.stream().map(PartTask.Written::file).toList(), cut(written, balance));
  }
}
