package org.gnnautoscale.spark.shard;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.spark.ingest.NodeRow;
import org.gnnautoscale.spark.ingest.PairChunk;
import org.gnnautoscale.spark.ingest.PairList;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.PartContent;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartWriter;
import org.gnnautoscale.store.Store;
import scala.Tuple2;

/**
 * Writes one part to a file of its own attempt, and tells the driver which.
 *
 * <p>Nothing is renamed: an attempt that dies or loses against its copy leaves a file that no
 * manifest lists, and can replace nothing.
 */
final class PartTask
    implements FlatMapFunction2<
        Iterator<Tuple2<Integer, PairChunk>>,
        Iterator<Tuple2<Integer, NodeRow>>,
        PartTask.Written> {

  private static final long serialVersionUID = 1L;

  private final GraphShape shape;
  private final Broadcast<NodeOrder> order;
  private final String directory;
  private final String run;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * What a task wrote.
   *
   * @param file for the manifest
   * @param cutArcs arcs from outside the part
   * @param cutWeight their weights, added up
   * @param training nodes of the training set of the first split
   */
  @DefaultSerializer(JavaSerializer.class) // one a task, and Kryo cannot write records
  record Written(PartFile file, long cutArcs, double cutWeight, long training)
      implements Serializable {

    /** What the part has of what is balanced. */
    long load(Balance balance) {
      return switch (balance) {
        case NODES -> file.nodes();
        case EDGES -> file.nodes() + file.arcs();
        case TRAIN -> training;
      };
    }
  }

  PartTask(
      GraphShape shape,
      Broadcast<NodeOrder> order,
      Path directory,
      String run,
      Broadcast<SerializableConfiguration> configuration) {
    this.shape = shape;
    this.order = order;
    this.directory = directory.toString();
    this.run = run;
    this.configuration = configuration;
  }

  @Override
  public Iterator<Written> call(
      Iterator<Tuple2<Integer, PairChunk>> arcs, Iterator<Tuple2<Integer, NodeRow>> rows)
      throws IOException {
    int part = TaskContext.getPartitionId();
    int first = order.value().first(part);
    int size = order.value().size(part);
    PartRows structure = PartRows.of(first, size, PairList.of(arcs));
    PartContent content =
        new PartContent(part, first, structure.rowPtr(), structure.col(), structure.halo());
    float[] weights = structure.weights();
    if (shape.weighted()) {
      content.weights(weights == null ? new float[0] : weights);
    }
    PartNodes nodes = new PartNodes(shape, first, size);
    rows.forEachRemaining(row -> nodes.add(row._2()));
    nodes.addTo(content);
    PartFile file = write(part, content);
    return List.of(new Written(file, structure.cutArcs(), structure.cutWeight(), nodes.training()))
        .iterator();
  }

  private PartFile write(int part, PartContent content) throws IOException {
    TaskContext task = TaskContext.get();
    Path file = new Path(directory, Store.fileName(part, run, task.taskAttemptId()));
    Configuration hadoop = configuration.value().value();
    return PartWriter.write(Storage.system(file, hadoop), file, content);
  }
}
