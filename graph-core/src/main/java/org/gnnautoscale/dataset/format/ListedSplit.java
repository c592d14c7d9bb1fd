package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.function.Function;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.io.BadDataException;

/** One split, out of lists of nodes. Not thread-safe. */
final class ListedSplit {

  private final byte[] roles;

  /** A split in which no node has a role. */
  ListedSplit(int nodes) {
    this.roles = new byte[nodes];
  }

  /**
   * Gives a node its role.
   *
   * @param place begins an error at the place that names the node
   * @throws BadDataException if there is no such node, or it has a role already
   */
  void add(long node, byte role, Function<String, BadDataException> place) throws IOException {
    if (node < 0 || node >= roles.length) {
      throw place
          .apply("a split names an unknown node")
          .with("expected", "0 to " + (roles.length - 1))
          .with("value", node)
          .fix("ids are positions, counted from 0: correct the id");
    }
    byte known = roles[(int) node];
    if (known == role) {
      throw place
          .apply("a split names a node twice")
          .with("value", node)
          .fix("remove one of the two");
    }
    if (known != NodeSplits.NONE) {
      throw place
          .apply("masks overlap: a node is in two sets of one split")
          .with(
              "value",
              "%d, in %s and %s".formatted(node, NodeSplits.name(known), NodeSplits.name(role)))
          .fix("let each node be in one of train, val and test only");
    }
    roles[(int) node] = role;
  }

  /** What each node is for. */
  byte[] roles() {
    return roles;
  }
}
