package org.gnnautoscale.spark.ingest;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.spark.Pieces;

/** Brings to the driver which nodes are training nodes of the first split. */
final class TrainingScan {

  private static final int CHUNK = 1 << 13;

  private TrainingScan() {}

  /** 1 for training nodes, 0 for others, by dense id; {@code training} is how many there are. */
  static int[] marks(GraphSource source, Broadcast<NodeIds> ids, int nodes, long training) {
    int pieces = Pieces.forBytes(training * Integer.BYTES);
    JavaPairRDD<Integer, int[]> chunks =
        source
            .nodeSplits()
            .mapPartitionsToPair(
                rows -> IdScan.dealt(new TrainingChunks(rows, ids.value()), pieces));
    int[] marks = new int[nodes];
    for (Iterator<int[]> all = Pieces.toDriver(chunks, pieces); all.hasNext(); ) {
      for (int node : all.next()) {
        marks[node] = 1;
      }
    }
    return marks;
  }

  private static boolean isTraining(InternalRow row) {
    if (row.isNullAt(1)) {
      return false;
    }
    ArrayData splits = row.getArray(1);
    return splits.numElements() > 0 && splits.getLong(0) == NodeSplits.TRAIN;
  }

  /** Dense ids of training nodes. */
  private record TrainingChunks(Iterator<InternalRow> rows, NodeIds ids)
      implements Iterator<int[]> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public int[] next() {
      int[] chunk = new int[CHUNK];
      int size = 0;
      while (size < CHUNK && rows.hasNext()) {
        InternalRow row = rows.next();
        if (isTraining(row)) {
          chunk[size++] = ids.rank(row, 0);
        }
      }
      return size == CHUNK ? chunk : Arrays.copyOf(chunk, size);
    }
  }
}
