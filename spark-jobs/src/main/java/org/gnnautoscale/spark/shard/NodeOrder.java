package org.gnnautoscale.spark.shard;

import java.io.Serializable;

/**
 * The numbers of nodes in a store: part after part, within a part in the order of dense ids.
 *
 * <pre>
 * part    int32 [nodes]      part of a dense id
 * node    int32 [nodes]      global id of a dense id, in the store
 * first   int32 [parts + 1]  part p owns the global ids first[p] .. first[p + 1]
 * </pre>
 *
 * <p>Immutable; tasks get a broadcast copy, 8 bytes a node.
 */
final class NodeOrder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] part;
  private final int[] node;
  private final int[] first;

  private NodeOrder(int[] part, int[] node, int[] first) {
    this.part = part;
    this.node = node;
    this.first = first;
  }

  /** Keeps the array of parts, which nobody may write to any more. */
  static NodeOrder of(int[] part, int parts) {
    int[] first = new int[parts + 1];
    for (int p : part) {
      first[p + 1]++;
    }
    for (int p = 0; p < parts; p++) {
      first[p + 1] += first[p];
    }
    int[] next = first.clone();
    int[] node = new int[part.length];
    for (int dense = 0; dense < node.length; dense++) {
      node[dense] = next[part[dense]]++;
    }
    return new NodeOrder(part, node, first);
  }

  int parts() {
    return first.length - 1;
  }

  /** Part of a dense id. */
  int part(int dense) {
    return part[dense];
  }

  /** Global id of a dense id. */
  int node(int dense) {
    return node[dense];
  }

  /** First global id of a part. */
  int first(int part) {
    return first[part];
  }

  /** Number of nodes of a part. */
  int size(int part) {
    return first[part + 1] - first[part];
  }

  /** Nodes of the largest part. */
  int largest() {
    int largest = 0;
    for (int p = 0; p < parts(); p++) {
      largest = Math.max(largest, size(p));
    }
    return largest;
  }
}
