package org.gnnautoscale.partition;

/** Sees to it that no part is empty, which weights alone cannot: nodes may be heavy, or weigh 0. */
public final class EmptyParts {

  private EmptyParts() {}

  /** Gives each empty part a node of a part that has several. */
  public static void fill(int[] part, int parts) {
    int[] nodes = new int[parts];
    for (int p : part) {
      nodes[p]++;
    }
    int u = 0;
    for (int p = 0; p < parts; p++) {
      while (nodes[p] == 0) {
        if (nodes[part[u]] > 1) {
          nodes[part[u]]--;
          part[u] = p;
          nodes[p]++;
        }
        u++;
      }
    }
  }
}
