package org.gnnautoscale.partition;

import java.util.Arrays;

/**
 * Moves nodes between parts and remembers the moves, so that they can be taken back.
 *
 * <pre>
 * 12 bytes a move
 * </pre>
 */
public final class MoveLog {

  private final Parts parts;
  private int[] node = new int[16];
  private int[] weight = new int[16];
  private int[] from = new int[16];
  private int size;

  /** Nothing is moved yet. */
  public MoveLog(Parts parts) {
    this.parts = parts;
  }

  /** The parts as they are now. */
  public Parts parts() {
    return parts;
  }

  /** How many moves there were since the log was last cleared. */
  public int size() {
    return size;
  }

  /** The node of a move. */
  public int node(int move) {
    return node[move];
  }

  /** Moves a node, whatever the bounds. */
  public void move(int u, int nodeWeight, int to) {
    if (size == node.length) {
      node = Arrays.copyOf(node, 2 * size);
      weight = Arrays.copyOf(weight, 2 * size);
      from = Arrays.copyOf(from, 2 * size);
    }
    node[size] = u;
    weight[size] = nodeWeight;
    from[size++] = parts.of[u];
    parts.move(u, nodeWeight, to);
  }

  /** Takes back all moves but the first {@code moves}. */
  public void rewind(int moves) {
    while (size > moves) {
      size--;
      parts.move(node[size], weight[size], from[size]);
    }
  }

  /** Forgets the moves; they stay made. */
  public void clear() {
    size = 0;
  }
}
