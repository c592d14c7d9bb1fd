package org.gnnautoscale.graph;

/**
 * Disjoint sets of nodes, joined pair by pair (union by size, with path halving); 8 bytes a node.
 *
 * <p>Not thread-safe.
 */
public final class DisjointSets {

  private final int[] parent;
  private final int[] size;
  private int count;

  /** Each node alone. */
  public DisjointSets(int nodes) {
    parent = new int[nodes];
    size = new int[nodes];
    for (int u = 0; u < nodes; u++) {
      parent[u] = u;
      size[u] = 1;
    }
    count = nodes;
  }

  /** Makes one set of those of two nodes. */
  public void join(int u, int v) {
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

  /** The node that stands for the set of another one; which of the set depends on the joins. */
  public int root(int node) {
    int u = node;
    while (parent[u] != u) {
      parent[u] = parent[parent[u]];
      u = parent[u];
    }
    return u;
  }

  /** How many sets there are. */
  public int count() {
    return count;
  }

  /** Nodes of the largest. */
  public int largest() {
    int largest = 0;
    for (int s : size) {
      largest = Math.max(largest, s);
    }
    return largest;
  }
}
