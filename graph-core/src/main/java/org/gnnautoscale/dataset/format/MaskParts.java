package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.Origin;

/** Splits out of masks: one array for each of train, val and test, one row or column a split. */
final class MaskParts {

  private final int nodes;
  private final boolean splitsFirst;
  private final List<Mask> masks = new ArrayList<>();

  /** One of the arrays. */
  private record Mask(NpyArray array, byte role, int splits) {

    /** Masks of one split beside those of several serve all of them. */
    boolean is(long[] values, int split, int node, boolean splitsFirst, int nodes) {
      int ours = splits == 1 ? 0 : split;
      int at =
          splitsFirst
              ? Math.addExact(Math.multiplyExact(ours, nodes), node)
              : Math.addExact(Math.multiplyExact(node, splits), ours);
      return values[at] != 0;
    }
  }

  private MaskParts(int nodes, boolean splitsFirst) {
    this.nodes = nodes;
    this.splitsFirst = splitsFirst;
  }

  /** Masks [N] or [N, S]. */
  static MaskParts nodesFirst(int nodes) {
    return new MaskParts(nodes, false);
  }

  /** Masks [N] or [S, N]. */
  static MaskParts splitsFirst(int nodes) {
    return new MaskParts(nodes, true);
  }

  /** Adds a mask. */
  void add(NpyArray array, byte role) throws IOException {
    String expected =
        splitsFirst
            ? "[%d] or [S, %d]".formatted(nodes, nodes)
            : "[%d] or [%d, S]".formatted(nodes, nodes);
    if (array.rank() != 1 && array.rank() != 2) {
      throw array.wrongShape(expected);
    }
    int nodeAxis = array.rank() == 2 && splitsFirst ? 1 : 0;
    if (array.length(nodeAxis) != nodes) {
      throw array.rank() == 2 && array.length(1 - nodeAxis) == nodes
          ? array.transposed(expected)
          : ArrayParts.unequal(array, expected);
    }
    int splits = array.rank() == 1 ? 1 : Math.toIntExact(array.length(1 - nodeAxis));
    masks.add(new Mask(array, role, splits));
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return masks.isEmpty();
  }

  /** The splits of all masks. */
  NodeSplits splits() throws IOException {
    int count = 1;
    for (Mask mask : masks) {
      count = Math.max(count, mask.splits);
    }
    byte[][] roles = new byte[count][nodes];
    for (Mask mask : masks) {
      if (mask.splits != 1 && mask.splits != count) {
        throw ArrayParts.unequal(mask.array, count + " splits, as in the other masks");
      }
      assign(mask, roles);
    }
    return NodeSplits.of(roles);
  }

  private void assign(Mask mask, byte[][] roles) throws IOException {
    long[] values = mask.array.wholeNumbers();
    Origin origin = mask.array.origin();
    for (int split = 0; split < roles.length; split++) {
      for (int node = 0; node < nodes; node++) {
        if (mask.is(values, split, node, splitsFirst, nodes)) {
          NodeSplits.assign(roles[split], split, node, mask.role, origin);
        }
      }
    }
    requireBits(values, origin);
  }

  private static void requireBits(long[] values, Origin origin) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && values[i] != 1) {
        throw origin
            .badRow("a mask must hold booleans", i)
            .with("value", values[i])
            .fix("save a mask of True and False, not a list of nodes");
      }
    }
  }
}
