package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * Copies rows of the nodes table out of Spark's memory, which reuses it for the next row.
 *
 * <p>Nulls inside arrays become values that no check lets pass: NaN, {@link NodeRow#NO_NUMBER}, -1.
 */
public final class NodeReader implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GraphSchema schema;

  /** Reads rows of {@link GraphSchema#nodeColumns}. */
  public NodeReader(GraphSchema schema) {
    this.schema = schema;
  }

  /** A copy of the row. */
  public NodeRow read(InternalRow row) {
    NodeRow node = new NodeRow();
    readId(row, node);
    int column = 1;
    switch (schema.features()) {
      case NONE -> {}
      case DENSE -> node.features = floats(row, column++);
      case SPARSE -> {
        node.index = ints(row, column++);
        node.features = floats(row, column++);
      }
    }
    switch (schema.labels()) {
      case NONE -> {}
      case CLASS -> node.label = row.isNullAt(column) ? -1 : narrow(row.getLong(column));
      case MULTI -> node.labels = floats(row, column);
    }
    if (schema.labels() != LabelKind.NONE) {
      column++;
    }
    if (schema.splits()) {
      node.splits = bytes(row, column);
    }
    return node;
  }

  private void readId(InternalRow row, NodeRow node) {
    node.hasId = !row.isNullAt(0);
    if (schema.textIds()) {
      node.text = node.hasId ? row.getUTF8String(0).getBytes() : new byte[0];
    } else if (node.hasId) {
      node.number = row.getLong(0);
    }
  }

  private static float @Nullable [] floats(InternalRow row, int column) {
    if (row.isNullAt(column)) {
      return null;
    }
    ArrayData array = row.getArray(column);
    float[] values = array.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      if (array.isNullAt(i)) {
        values[i] = Float.NaN;
      }
    }
    return values;
  }

  private static int @Nullable [] ints(InternalRow row, int column) {
    if (row.isNullAt(column)) {
      return null;
    }
    ArrayData array = row.getArray(column);
    int[] values = new int[array.numElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.isNullAt(i) ? NodeRow.NO_NUMBER : narrow(array.getLong(i));
    }
    return values;
  }

  private static byte @Nullable [] bytes(InternalRow row, int column) {
    if (row.isNullAt(column)) {
      return null;
    }
    ArrayData array = row.getArray(column);
    byte[] values = new byte[array.numElements()];
    for (int i = 0; i < values.length; i++) {
      long value = array.isNullAt(i) ? -1 : array.getLong(i);
      values[i] = value < 0 || value > Byte.MAX_VALUE ? -1 : (byte) value;
    }
    return values;
  }

  private static int narrow(long value) {
    return value == (int) value ? (int) value : NodeRow.NO_NUMBER;
  }
}
