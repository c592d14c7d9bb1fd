package org.gnnautoscale.spark.report;

/** Disjoint sets of nodes, joined by pairs; 8 bytes a node. */
final class Components {

  private final int[] parent;
  private final int[] size;
  private int count;

  /** Each node alone. */
  Components(int nodes) {
    parent = new int[nodes];
    size = new int[nodes];
    for (int u = 0; u < nodes; u++) {
      parent[u] = u;
      size[u] = 1;
    }
    count = nodes;
  }

  /** Joins the ends of each pair, which are its upper and lower half. */
  void join(long[] pairs) {
    for (long pair : pairs) {
      join((int) (pair >>> 32), (int) pair);
    }
  }

  private void join(int u, int v) {
    int a = root(u);
    int b = root(v);
    if (a == b) {
      return;
    }
    int large = size[a] >= size[b] ? a : b;
    int small = large == a ? b : a;
    parent[small] = large;
    size[large] += size[small];
    count--;
  }

  private int root(int node) {
    int u = node;
    while (parent[u] != u) {
      parent[u] = parent[parent[u]];
      u = parent[u];
    }
    return u;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Nodes of the largest. */
  int largest() {
    int largest = 0;
    for (int s : size) {
      largest = Math.max(largest, s);
    }
    return largest;
  }
}
