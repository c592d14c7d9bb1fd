package org.gnnautoscale.dataset.generate;

/** The lattice of a square: each node is joined to the next one in its row and in its column. */
final class Grid {

  private Grid() {}

  /**
   * The pairs of the lattice, under shuffled ids.
   *
   * @throws IllegalArgumentException if the nodes make no square, or it has another number of edges
   */
  static PairList draw(int nodes, long edges, int[] ids) {
    int side = (int) Math.round(Math.sqrt(nodes));
    long all = 2L * side * (side - 1);
    if ((long) side * side != nodes) {
      throw new IllegalArgumentException(
          "a grid is a square: nodes must be side x side, such as %d (%d x %d), got %d"
              .formatted((long) side * side, side, side, nodes));
    }
    if (edges != all) {
      throw new IllegalArgumentException(
          "a grid of %d x %d nodes has %d edges, got --edges %d".formatted(side, side, all, edges));
    }
    EdgeSet pairs = EdgeSet.forEdges(all, ids);
    for (int node = 0; node < nodes; node++) {
      if (node % side != side - 1) {
        pairs.add(node, node + 1);
      }
      if (node + side < nodes) {
        pairs.add(node, node + side);
      }
    }
    return pairs.sorted();
  }
}
