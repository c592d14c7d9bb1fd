package org.gnnautoscale.spark.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.gnnautoscale.spark.Pieces;
import scala.Tuple2;

/** Brings the ids of all nodes to the driver, in arrays of bounded size. */
final class IdScan {

  private static final int CHUNK = 1 << 13;

  private IdScan() {}

  /** Ids that are numbers, of rows whose only column is the id. */
  static long[] numbers(JavaRDD<InternalRow> rows, int nodes) {
    int pieces = Pieces.forBytes((long) nodes * Long.BYTES);
    JavaPairRDD<Integer, long[]> chunks =
        rows.mapPartitionsToPair(part -> dealt(new NumberChunks(part), pieces));
    long[] ids = new long[nodes];
    int filled = 0;
    for (Iterator<long[]> all = Pieces.toDriver(chunks, pieces); all.hasNext(); ) {
      long[] chunk = all.next();
      System.arraycopy(chunk, 0, ids, filled, chunk.length);
      filled += chunk.length;
    }
    requireAll(nodes, filled);
    return ids;
  }

  /** Ids that are text, of rows whose only column is the id; {@code bytes} is their length. */
  static byte[][] texts(JavaRDD<InternalRow> rows, int nodes, long bytes) {
    int pieces = Pieces.forBytes(bytes + (long) nodes * Long.BYTES);
    JavaPairRDD<Integer, byte[][]> chunks =
        rows.mapPartitionsToPair(part -> dealt(new TextChunks(part), pieces));
    List<byte[]> ids = new ArrayList<>(nodes);
    for (Iterator<byte[][]> all = Pieces.toDriver(chunks, pieces); all.hasNext(); ) {
      ids.addAll(Arrays.asList(all.next()));
    }
    requireAll(nodes, ids.size());
    return ids.toArray(byte[][]::new);
  }

  private static void requireAll(int expected, int found) {
    if (expected != found) {
      throw new IllegalStateException(
          "nodes table must not change while it is read: %d rows, then %d"
              .formatted(expected, found));
    }
  }

  /** Gives each chunk a piece, in turn; tasks begin at different pieces. */
  static <T> Iterator<Tuple2<Integer, T>> dealt(Iterator<T> chunks, int pieces) {
    int first = TaskContext.getPartitionId();
    return new Iterator<>() {
      private int next = first;

      @Override
      public boolean hasNext() {
        return chunks.hasNext();
      }

      @Override
      public Tuple2<Integer, T> next() {
        return new Tuple2<>(Math.floorMod(next++, pieces), chunks.next());
      }
    };
  }

  private record NumberChunks(Iterator<InternalRow> rows) implements Iterator<long[]> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public long[] next() {
      long[] chunk = new long[CHUNK];
      int size = 0;
      while (size < CHUNK && rows.hasNext()) {
        chunk[size++] = rows.next().getLong(0);
      }
      return size == CHUNK ? chunk : Arrays.copyOf(chunk, size);
    }
  }

  private record TextChunks(Iterator<InternalRow> rows) implements Iterator<byte[][]> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public byte[][] next() {
      byte[][] chunk = new byte[CHUNK][];
      int size = 0;
      while (size < CHUNK && rows.hasNext()) {
        chunk[size++] = rows.next().getUTF8String(0).getBytes();
      }
      return size == CHUNK ? chunk : Arrays.copyOf(chunk, size);
    }
  }
}
