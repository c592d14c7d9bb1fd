package org.gnnautoscale.graph;

/**
 * Tells a graph that consists of several apart by what their nodes are for: training graphs,
 * validation graphs, test graphs.
 *
 * <p>Nodes that edges join, directly or through others, are of one side: the role that some of them
 * have; none where no node has one. A graph in which nodes of different roles are joined has no
 * sides: {@link #mixed} finds such nodes.
 *
 * <pre>
 * parent  int32 [nodes]: a node of the same component nearer to its root (union-find)
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class Sides {

  /** Roles and sides, as splits have them. */
  public static final byte NONE = 0;

  private final int[] parent;

  /** Nodes that no edge joins yet. */
  public Sides(int nodes) {
    parent = new int[nodes];
    for (int u = 0; u < nodes; u++) {
      parent[u] = u;
    }
  }

  /** Nodes joined by the edges of a graph. */
  public static Sides of(CsrGraph graph) {
    Sides sides = new Sides(graph.nodes());
    for (int u = 0; u < graph.nodes(); u++) {
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        sides.join(u, graph.col()[a]);
      }
    }
    return sides;
  }

  /** An edge joins two nodes. */
  public void join(int u, int v) {
    int a = root(u);
    int b = root(v);
    // the lesser one: the result does not depend on the order of the edges
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  /**
   * A node that is joined to one of another role.
   *
   * @param roles int8 [nodes]
   * @return the first such node, or -1 if there is none
   */
  public int mixed(byte[] roles) {
    byte[] ofRoot = new byte[parent.length];
    for (int u = 0; u < parent.length; u++) {
      int root = root(u);
      if (ofRoot[root] == NONE) {
        ofRoot[root] = roles[u];
      } else if (roles[u] != NONE && roles[u] != ofRoot[root]) {
        return u;
      }
    }
    return -1;
  }

  /**
   * The side of each node, if no node is {@linkplain #mixed mixed}.
   *
   * @param roles int8 [nodes]
   * @return int8 [nodes]
   */
  public byte[] of(byte[] roles) {
    byte[] ofRoot = new byte[parent.length];
    for (int u = 0; u < parent.length; u++) {
      if (roles[u] != NONE) {
        ofRoot[root(u)] = roles[u];
      }
    }
    byte[] sides = new byte[parent.length];
    for (int u = 0; u < parent.length; u++) {
      sides[u] = ofRoot[root(u)];
    }
    return sides;
  }

  private int root(int node) {
    int u = node;
    while (parent[u] != u) {
      parent[u] = parent[parent[u]];
      u = parent[u];
    }
    return u;
  }
}
