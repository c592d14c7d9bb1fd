package org.gnnautoscale.spark.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Ids that are text: UTF-8, in the order of their bytes. */
public final class TextIds implements NodeIds {

  private static final long serialVersionUID = 1L;

  private final byte[][] ids;

  /** Keeps the array, and sorts it. */
  TextIds(byte[][] ids) {
    Arrays.parallelSort(ids, Arrays::compareUnsigned);
    this.ids = ids;
  }

  /** An id that two rows have, if there is one. */
  @Nullable String repeated() {
    for (int i = 1; i < ids.length; i++) {
      if (Arrays.equals(ids[i], ids[i - 1])) {
        return text(i);
      }
    }
    return null;
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public int rank(InternalRow row, int column) {
    return rank(row.getUTF8String(column).getBytes());
  }

  @Override
  public int rank(NodeRow node) {
    return node.text == null ? -1 : rank(node.text);
  }

  private int rank(byte[] id) {
    return Arrays.binarySearch(ids, id, Arrays::compareUnsigned);
  }

  @Override
  public String text(int rank) {
    return new String(ids[rank], StandardCharsets.UTF_8);
  }
}
