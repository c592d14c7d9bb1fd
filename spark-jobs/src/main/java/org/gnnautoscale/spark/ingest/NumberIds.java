package org.gnnautoscale.spark.ingest;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Ids that are numbers: int64 [nodes], ascending. */
public final class NumberIds implements NodeIds {

  private static final long serialVersionUID = 1L;

  private final long[] ids;
  // ids without gaps need no search; the difference overflows to a negative number, never to size-1
  private final boolean gapless;

  /** Keeps the array, and sorts it. */
  NumberIds(long[] ids) {
    Arrays.parallelSort(ids);
    this.ids = ids;
    this.gapless = ids.length > 0 && ids[ids.length - 1] - ids[0] == ids.length - 1;
  }

  /** An id that two rows have, if there is one. */
  @Nullable String repeated() {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] == ids[i - 1]) {
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
    return rank(row.getLong(column));
  }

  @Override
  public int rank(NodeRow node) {
    return rank(node.number);
  }

  private int rank(long id) {
    if (!gapless) {
      return Arrays.binarySearch(ids, id);
    }
    return id >= ids[0] && id <= ids[ids.length - 1] ? (int) (id - ids[0]) : -1;
  }

  @Override
  public String text(int rank) {
    return Long.toString(ids[rank]);
  }
}
