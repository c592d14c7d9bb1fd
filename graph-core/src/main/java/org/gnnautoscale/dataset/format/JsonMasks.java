package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.Origin;

/** Masks of one role: a list of booleans, or a list of such lists, one a split. */
final class JsonMasks {

  private final String key;
  private final byte role;
  private final List<Mask> masks = new ArrayList<>();

  private record Mask(BitSet nodes, int length) {}

  /** No masks yet, of a role. */
  JsonMasks(String key, byte role) {
    this.key = key;
    this.role = role;
  }

  /** Reads the masks at hand. */
  void read(JsonStream json) throws IOException {
    json.enterArray("a list of booleans, or one for each split");
    BitSet flat = new BitSet();
    int length = 0;
    while (json.nextElement()) {
      if (json.isArray() && length == 0) {
        masks.add(mask(json));
      } else {
        flat.set(length++, json.truth("true or false for each node"));
      }
    }
    if (length > 0) {
      masks.add(new Mask(flat, length));
    }
  }

  private static Mask mask(JsonStream json) throws IOException {
    BitSet nodes = new BitSet();
    int length = 0;
    while (json.nextElement()) {
      nodes.set(length++, json.truth("true or false for each node"));
    }
    return new Mask(nodes, length);
  }

  /** Number of masks. */
  int count() {
    return masks.size();
  }

  /**
   * Gives the nodes their role; one mask serves all splits.
   *
   * @param roles of all splits [S][n]
   * @throws org.gnnautoscale.io.BadDataException if lengths differ or masks overlap
   */
  void assign(byte[][] roles, Origin file) throws IOException {
    Origin origin = file.array(key);
    if (masks.size() > 1 && masks.size() != roles.length) {
      throw origin
          .bad("arrays of one graph have unequal lengths")
          .with("expected", "%d masks, as there are splits".formatted(roles.length))
          .with("found", masks.size())
          .fix("give every split its masks");
    }
    for (int split = 0; split < roles.length && !masks.isEmpty(); split++) {
      Mask mask = masks.get(masks.size() == 1 ? 0 : split);
      if (mask.length != roles[split].length) {
        throw origin
            .bad("arrays of one graph have unequal lengths")
            .with("split", split)
            .with("expected", "%d booleans, one a node".formatted(roles[split].length))
            .with("found", mask.length)
            .fix("give every mask one value for each node, in the same order");
      }
      for (int node = mask.nodes.nextSetBit(0); node >= 0; node = mask.nodes.nextSetBit(node + 1)) {
        NodeSplits.assign(roles[split], split, node, role, origin);
      }
    }
  }
}
