package org.gnnautoscale.dataset.format;

import java.util.Arrays;
import org.gnnautoscale.dataset.raw.NodeFeatures;

/**
 * The nodes of a Planetoid graph, put together from the known rows and those of the test.
 *
 * <pre>
 * testRow  int32 [nodes - known]: row of tx for each node after those of allx, or -1
 * </pre>
 */
final class PlanetoidNodes {

  private static final int[] NO_COLUMNS = {};
  private static final float[] NO_VALUES = {};

  private final PlanetoidRows known;
  private final PlanetoidRows test;
  private final int[] testRow;

  private PlanetoidNodes(PlanetoidRows known, PlanetoidRows test, int[] testRow) {
    this.known = known;
    this.test = test;
    this.testRow = testRow;
  }

  static PlanetoidNodes of(PlanetoidRows known, PlanetoidRows test, int[] testIds) {
    int last = Arrays.stream(testIds).max().orElse(known.size() - 1);
    int[] testRow = new int[last + 1 - known.size()];
    Arrays.fill(testRow, -1);
    for (int row = 0; row < testIds.length; row++) {
      testRow[testIds[row] - known.size()] = row;
    }
    return new PlanetoidNodes(known, test, testRow);
  }

  int size() {
    return known.size() + testRow.length;
  }

  int[] labels() {
    int[] labels = new int[size()];
    for (int node = 0; node < labels.length; node++) {
      int row = row(node);
      labels[node] = node < known.size() ? known.label(node) : row < 0 ? -1 : test.label(row);
    }
    return labels;
  }

  NodeFeatures features() {
    return NodeFeatures.sparse(
        Math.max(known.features().width(), test.features().width()),
        node ->
            node < known.size()
                ? known.features().indices(node)
                : row(node) < 0 ? NO_COLUMNS : test.features().indices(row(node)),
        node ->
            node < known.size()
                ? known.features().values(node)
                : row(node) < 0 ? NO_VALUES : test.features().values(row(node)));
  }

  private int row(int node) {
    return node < known.size() ? node : testRow[node - known.size()];
  }
}
