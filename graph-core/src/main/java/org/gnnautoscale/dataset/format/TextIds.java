package org.gnnautoscale.dataset.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.dataset.raw.NodeIds;

/** The positions of nodes whose ids are any text, in the order in which they are added. */
final class TextIds {

  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> ids = new ArrayList<>();

  /** Adds an id, which must not be there yet; gives its position. */
  int add(String id) {
    positions.put(id, ids.size());
    ids.add(id);
    return ids.size() - 1;
  }

  /** The position of an id, or -1. */
  int find(String id) {
    return positions.getOrDefault(id, -1);
  }

  /** Number of ids. */
  int size() {
    return ids.size();
  }

  /** All ids; they are numbers if all are written as numbers. */
  NodeIds ids() {
    return NodeIds.written(ids.toArray(String[]::new));
  }
}
