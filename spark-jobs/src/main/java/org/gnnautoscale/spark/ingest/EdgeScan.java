package org.gnnautoscale.spark.ingest;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Rows of the edges table with dense ids in place of the original ones; reports bad rows. */
final class EdgeScan implements PairChunks.Source {

  private static final String TABLE = "edges";

  private final Iterator<InternalRow> rows;
  private final NodeIds ids;
  private final GraphSchema schema;
  private final EdgeKey key;
  private final int targets;
  private @Nullable Finding finding;

  EdgeScan(Iterator<InternalRow> rows, NodeIds ids, GraphSchema schema, EdgeKey key, int targets) {
    this.rows = rows;
    this.ids = ids;
    this.schema = schema;
    this.key = key;
    this.targets = targets;
  }

  @Override
  public boolean addNext(PairBuffer buffer) {
    if (!rows.hasNext()) {
      return false;
    }
    InternalRow row = rows.next();
    int src = row.isNullAt(0) ? -1 : ids.rank(row, 0);
    int dst = row.isNullAt(1) ? -1 : ids.rank(row, 1);
    float weight = weight(row);
    if (src < 0 || dst < 0 || !Float.isFinite(weight) || weight < 0) {
      finding = Finding.least(finding, describe(row, src, dst, weight));
    } else {
      long edge = key.of(src, dst);
      buffer.add(key.target(edge, targets), edge, weight);
    }
    return true;
  }

  private float weight(InternalRow row) {
    if (!schema.weighted()) {
      return 1;
    }
    return row.isNullAt(2) ? Float.NaN : row.getFloat(2);
  }

  @Override
  public @Nullable Finding finding() {
    return finding;
  }

  private Finding describe(InternalRow row, int src, int dst, float weight) {
    if (row.isNullAt(0) || row.isNullAt(1)) {
      return finding("an edge has no source or no destination", "remove the row", row);
    }
    if (src < 0 || dst < 0) {
      return finding(
              "an edge names an unknown node", "add the node to nodes, or remove the edge", row)
          .with("value", id(row, src < 0 ? 0 : 1));
    }
    return finding(
            weight < 0 && Float.isFinite(weight)
                ? "the weight of an edge is negative"
                : "the weight of an edge is not a finite number",
            "give every edge a weight of at least 0, or drop the column",
            row)
        .with("value", row.isNullAt(2) ? "null" : weight);
  }

  private Finding finding(String what, String fix, InternalRow row) {
    return new Finding(what, TABLE, fix).with("src", id(row, 0)).with("dst", id(row, 1));
  }

  private String id(InternalRow row, int column) {
    if (row.isNullAt(column)) {
      return "null";
    }
    return schema.textIds()
        ? row.getUTF8String(column).toString()
        : Long.toString(row.getLong(column));
  }
}
