package org.gnnautoscale.dataset.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.dataset.raw.EdgeSource;

/** Finds the graphs again that were written as one: its components, by union-find. */
final class SeparateGraphs {

  private final int[] parent;

  private SeparateGraphs(int nodes) {
    this.parent = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      parent[node] = node;
    }
  }

  /** The nodes of each component. */
  static List<List<Integer>> of(EdgeSource edges, int nodes) throws IOException {
    SeparateGraphs found = new SeparateGraphs(nodes);
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(slice, (src, dst, weight) -> found.parent[found.root(src)] = found.root(dst));
    }
    Map<Integer, List<Integer>> components = new LinkedHashMap<>();
    for (int node = 0; node < nodes; node++) {
      components.computeIfAbsent(found.root(node), root -> new ArrayList<>()).add(node);
    }
    return List.copyOf(components.values());
  }

  private int root(int node) {
    int at = node;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
