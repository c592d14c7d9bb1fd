package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One row of the nodes table, as it is; whether it can be used is for {@link NodeSummary} to say.
 *
 * <p>Fields rather than accessors: millions of these are filled and read in inner loops. A kind of
 * column that the graph does not have is null.
 */
public final class NodeRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Stands for a whole number that is null or does not fit. */
  static final int NO_NUMBER = Integer.MIN_VALUE;

  /** Dense id, or the global id in a store; -1 before it is known. */
  public int node = -1;

  /** Id that is a number. */
  public long number;

  /** Id that is text, in UTF-8. */
  public byte @Nullable [] text;

  /** Whether there is an id at all. */
  boolean hasId;

  /** All features, or the values of those that {@link #index} names; null if the row has none. */
  public float @Nullable [] features;

  /** Which features the values belong to. */
  public int @Nullable [] index;

  /** Class, -1 for none. */
  public int label = -1;

  /** 0 or 1 for each label; null if the row has none. */
  public float @Nullable [] labels;

  /** Purpose in each split; null if the row has none. */
  public byte @Nullable [] splits;

  /** The id, for people. */
  public String id() {
    if (!hasId) {
      return "null";
    }
    return text == null ? Long.toString(number) : new String(text, StandardCharsets.UTF_8);
  }
}
