package org.gnnautoscale.spark.ingest;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Counts of cleaned edges, the sum of their hashes, and the least bad row that was met. */
@DefaultSerializer(JavaSerializer.class) // one a task, and Kryo cannot write records
public final class EdgeSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  final RowHash hash = new RowHash();
  final EdgeWeights weights = new EdgeWeights();
  long edges;
  long selfLoops;
  long duplicateEdges;
  long addedReverse;
  @Nullable Finding finding;
  @Nullable Conflict conflict;

  /**
   * An undirected edge that is listed both ways with different weights.
   *
   * @param pair dense ids
   * @param forth weight from the first to the second
   * @param back weight from the second to the first
   */
  record Conflict(long pair, float forth, float back) implements Serializable {}

  void merge(EdgeSummary other) {
    edges += other.edges;
    selfLoops += other.selfLoops;
    duplicateEdges += other.duplicateEdges;
    addedReverse += other.addedReverse;
    hash.merge(other.hash);
    weights.merge(other.weights);
    finding = Finding.least(finding, other.finding);
    if (other.conflict != null) {
      report(other.conflict);
    }
  }

  void report(Conflict found) {
    if (conflict == null || found.pair < conflict.pair) {
      conflict = found;
    }
  }

  /** Distinct undirected pairs without self-loops (directed: distinct arcs). */
  public long edges() {
    return edges;
  }
}
