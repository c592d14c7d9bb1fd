package org.gnnautoscale.graph;

/**
 * Tells a graph that consists of several apart by what their nodes are for: training graphs,
 * validation graphs, test graphs.
 *
 * <p>Nodes that edges join, directly or through others, are of one side: the role that some of them
 * have; none where no node has one. A graph in which nodes of different roles are joined has no
 * sides: {@link #mixed} finds such nodes.
 *
 * <p>Not thread-safe.
 */
public final class Sides {

  /** Roles and sides, as splits have them. */
  public static final byte NONE = 0;

  private final int nodes;
  private final DisjointSets components;

  /** Nodes that no edge joins yet. */
  public Sides(int nodes) {
    this.nodes = nodes;
    this.components = new DisjointSets(nodes);
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
    components.join(u, v);
  }

  /**
   * A node that is joined to one of another role.
   *
   * @param roles int8 [nodes]
   * @return the first such node, or -1 if there is none
   */
  public int mixed(byte[] roles) {
    byte[] ofRoot = new byte[nodes];
    for (int u = 0; u < nodes; u++) {
      int root = components.root(u);
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
    byte[] ofRoot = new byte[nodes];
    for (int u = 0; u < nodes; u++) {
      if (roles[u] != NONE) {
        ofRoot[components.root(u)] = roles[u];
      }
    }
    byte[] sides = new byte[nodes];
    for (int u = 0; u < nodes; u++) {
      sides[u] = ofRoot[components.root(u)];
    }
    return sides;
  }
}
