package org.gnnautoscale.spark.partition.distributed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A block of rows as a file: counts, then the arrays, all big-endian.
 *
 * <pre>
 * rows int32, arcs int32, has arc weights uint8, has node weights uint8
 * node, rowPtr, col, arc weights, node weights: int32 each
 * </pre>
 */
final class BlockFile {

  private static final int BUFFER = 1 << 16;

  private BlockFile() {}

  /** Writes a block and returns the CRC-32C of what was written; the caller closes the stream. */
  static long write(RowBlock block, OutputStream to) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(to, new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeInt(block.rows());
    out.writeInt(block.arcs());
    out.writeBoolean(block.arcWeights() != null);
    out.writeBoolean(block.nodeWeights() != null);
    write(block.node(), out);
    write(block.rowPtr(), out);
    write(block.col(), out);
    write(block.arcWeights(), out);
    write(block.nodeWeights(), out);
    out.flush();
    return checked.getChecksum().getValue();
  }

  /**
   * Reads a block.
   *
   * @throws IOException if the CRC-32C is another one, or the file ends early
   */
  static RowBlock read(InputStream from, long crc) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(from, new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    int rows = in.readInt();
    int arcs = in.readInt();
    boolean hasArcWeights = in.readBoolean();
    boolean hasNodeWeights = in.readBoolean();
    // arrays come in slices, so that a damaged count ends the file before it takes the heap
    int[] node = read(rows, in);
    int[] rowPtr = read(rows + 1, in);
    int[] col = read(arcs, in);
    int[] arcWeights = hasArcWeights ? read(arcs, in) : null;
    int[] nodeWeights = hasNodeWeights ? read(rows, in) : null;
    long found = checked.getChecksum().getValue();
    if (found != crc) {
      throw new IOException("checksum must be %08x, got %08x".formatted(crc, found));
    }
    return new RowBlock(node, rowPtr, col, arcWeights, nodeWeights);
  }

  private static void write(int @Nullable [] values, DataOutputStream out) throws IOException {
    if (values == null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (int from = 0; from < values.length; from += BUFFER / Integer.BYTES) {
      int length = Math.min(BUFFER / Integer.BYTES, values.length - from);
      buffer.clear().asIntBuffer().put(values, from, length);
      out.write(buffer.array(), 0, length * Integer.BYTES);
    }
  }

  private static int[] read(int length, DataInputStream in) throws IOException {
    if (length < 0) {
      throw new IOException("a length must not be negative, got " + length);
    }
    int[] values = new int[Math.min(length, BUFFER)];
    byte[] buffer = new byte[BUFFER];
    for (int from = 0; from < length; ) {
      int slice = Math.min(BUFFER / Integer.BYTES, length - from);
      in.readFully(buffer, 0, slice * Integer.BYTES);
      if (from + slice > values.length) {
        values = Arrays.copyOf(values, Math.min(length, Math.max(from + slice, 2 * values.length)));
      }
      ByteBuffer.wrap(buffer).asIntBuffer().get(values, from, slice);
      from += slice;
    }
    return values;
  }
}
