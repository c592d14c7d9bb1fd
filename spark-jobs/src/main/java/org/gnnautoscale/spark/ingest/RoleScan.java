package org.gnnautoscale.spark.ingest;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.gnnautoscale.spark.Pieces;

/** Brings to the driver which nodes have a role in the first split. */
final class RoleScan {

  private static final int CHUNK = 1 << 13;

  private RoleScan() {}

  /**
   * Hands on the dense ids of the nodes of a role, in no particular order.
   *
   * @param count how many there are
   */
  static void forEach(
      GraphSource source, Broadcast<NodeIds> ids, byte role, long count, IntConsumer sink) {
    int pieces = Pieces.forBytes(count * Integer.BYTES);
    JavaPairRDD<Integer, int[]> chunks =
        source
            .nodeSplits()
            .mapPartitionsToPair(
                rows -> IdScan.dealt(new RoleChunks(rows, ids.value(), role), pieces));
    for (Iterator<int[]> all = Pieces.toDriver(chunks, pieces); all.hasNext(); ) {
      for (int node : all.next()) {
        sink.accept(node);
      }
    }
  }

  /** Dense ids of the nodes of a role. */
  private record RoleChunks(Iterator<InternalRow> rows, NodeIds ids, byte role)
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
        if (hasRole(row)) {
          chunk[size++] = ids.rank(row, 0);
        }
      }
      return size == CHUNK ? chunk : Arrays.copyOf(chunk, size);
    }

    private boolean hasRole(InternalRow row) {
      if (row.isNullAt(1)) {
        return false;
      }
      ArrayData splits = row.getArray(1);
      return splits.numElements() > 0 && splits.getLong(0) == role;
    }
  }
}
