package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * What each node is for, in each of several splits.
 *
 * <pre>
 * role  int8 [splits][n]: 0 none, 1 train, 2 val, 3 test
 * </pre>
 *
 * <p>Immutable once handed on; the arrays given are not copied.
 */
public final class NodeSplits {

  /** In no set. */
  public static final byte NONE = 0;

  /** Trained on. */
  public static final byte TRAIN = 1;

  /** For choosing the best epoch. */
  public static final byte VAL = 2;

  /** For the result. */
  public static final byte TEST = 3;

  private static final String[] NAMES = {"none", "train", "val", "test"};

  private final byte[][] roles;

  private NodeSplits(byte[][] roles) {
    this.roles = roles;
  }

  /** Splits from roles [splits][n]. */
  public static NodeSplits of(byte[]... roles) {
    return new NodeSplits(roles);
  }

  /** Number of splits. */
  public int count() {
    return roles.length;
  }

  /** Number of nodes. */
  public int size() {
    return roles[0].length;
  }

  /** What a node is for. */
  public byte role(int split, int node) {
    return roles[split][node];
  }

  /** What all nodes are for in a split, int8 [n]; not to be changed. */
  public byte[] roles(int split) {
    return roles[split];
  }

  /** Whether all nodes that have a role in the first split have the same. */
  public boolean isUniform() {
    byte first = NONE;
    for (byte role : roles[0]) {
      if (role != NONE && first != NONE && role != first) {
        return false;
      }
      first = role == NONE ? first : role;
    }
    return true;
  }

  /** A role in words. */
  public static String name(byte role) {
    return NAMES[role];
  }

  /**
   * Gives a node a role.
   *
   * @throws BadDataException if it has another one already
   */
  public static void assign(byte[] split, int number, int node, byte role, Origin origin)
      throws IOException {
    if (split[node] != NONE) {
      throw origin
          .badRow("masks overlap: a node is in two sets of one split", node)
          .with("split", number)
          .with("value", name(split[node]) + " and " + name(role))
          .fix("let each node be in one of train, val and test only");
    }
    split[node] = role;
  }

  /**
   * Checks that what is learned or measured is known.
   *
   * @throws BadDataException if a node without a label is in a set
   */
  void requireLabels(@Nullable NodeLabels labels, NodeIds ids, Origin origin) throws IOException {
    for (int split = 0; split < roles.length; split++) {
      for (int node = 0; node < size(); node++) {
        if (roles[split][node] != NONE && (labels == null || !labels.isLabelled(node))) {
          throw origin
              .bad("a node without a label is in a split")
              .with("row", node + " (counted from 0)")
              .with("node", ids.text(node))
              .with("split", split)
              .with("value", "label -1 or empty, in " + name(roles[split][node]))
              .fix("take the node out of the split, give it a label, or import with --split none");
        }
      }
    }
  }
}
