package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The original ids of all nodes in ascending order; the rank of an id is its dense id.
 *
 * <p>A rank depends on the set of ids alone, not on the order of rows, files or tasks. Tasks get a
 * broadcast copy and search it: 8 bytes a node for numbers.
 */
public sealed interface NodeIds extends Serializable permits NumberIds, TextIds {

  /** How many there are. */
  int size();

  /** Dense id of the original id in a column of a row that is not null; negative if unknown. */
  int rank(InternalRow row, int column);

  /** Dense id of a node; negative if unknown. */
  int rank(NodeRow node);

  /** The original id of a dense id, for people. */
  String text(int rank);
}
