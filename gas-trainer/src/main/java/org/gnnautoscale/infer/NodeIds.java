package org.gnnautoscale.infer;

import java.io.IOException;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Store;

/** Original ids of all nodes in the order of global ids; those of one part at a time in memory. */
final class NodeIds {

  private final Store store;
  private Object[] ids = {};
  private int part;
  private int next;

  NodeIds(Store store) {
    this.store = store;
  }

  /** Id of the next node: a {@link Long} or a {@link String}. */
  Object next() throws IOException {
    while (next == ids.length) {
      PartFile file = store.manifest().files().get(part++);
      try (PartReader reader = PartReader.open(store.path(file))) {
        ids = reader.ids();
      }
      next = 0;
    }
    return ids[next++];
  }
}
