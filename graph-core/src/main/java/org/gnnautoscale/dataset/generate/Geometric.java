package org.gnnautoscale.dataset.generate;

import java.util.Arrays;
import org.gnnautoscale.dataset.raw.Randomness;

/**
 * Random points of the unit square; the E nearest pairs are joined, so that the mean degree is
 * 2E/N.
 *
 * <p>Points are sorted into cells as wide as the radius, so that only points of neighboring cells
 * are compared. The radius is the expected one, a little enlarged until it holds E pairs; of the
 * pairs in it, the longest are left out.
 */
final class Geometric {

  private static final double ENLARGED = 1.1;

  private final float[] x;
  private final float[] y;
  private final int[] ids;

  /** Takes pairs that are near enough. */
  private interface PairSink {
    void pair(int a, int b, float squaredDistance);
  }

  private Geometric(int nodes, int[] ids, Randomness random) {
    this.x = new float[nodes];
    this.y = new float[nodes];
    this.ids = ids;
    for (int i = 0; i < nodes; i++) {
      x[i] = (float) random.nextDouble();
      y[i] = (float) random.nextDouble();
    }
  }

  static PairList draw(int nodes, long edges, int[] ids, Randomness random) {
    return new Geometric(nodes, ids, random).nearest(edges);
  }

  private PairList nearest(long edges) {
    double radius = Math.sqrt(2.0 * edges / ((double) x.length * x.length * Math.PI));
    long count = count(radius);
    while (count < edges) {
      radius = Math.min(1.5, Math.max(radius * ENLARGED, 1e-6));
      count = count(radius);
    }
    float limit = limit(radius, Math.toIntExact(count), edges);
    EdgeSet pairs = EdgeSet.forEdges(edges, ids);
    forEachPair(radius, (a, b, distance) -> addIf(distance < limit, pairs, a, b));
    forEachPair(
        radius, (a, b, distance) -> addIf(distance == limit && pairs.size() < edges, pairs, a, b));
    return pairs.sorted();
  }

  private static void addIf(boolean near, EdgeSet pairs, int a, int b) {
    if (near) {
      pairs.add(a, b);
    }
  }

  private long count(double radius) {
    long[] count = new long[1];
    forEachPair(radius, (a, b, distance) -> count[0]++);
    return count[0];
  }

  /** Squared distance of the last pair that is joined. */
  private float limit(double radius, int count, long edges) {
    if (edges == 0) {
      return -1;
    }
    float[] distances = new float[count];
    int[] next = new int[1];
    forEachPair(radius, (a, b, distance) -> distances[next[0]++] = distance);
    Arrays.sort(distances);
    return distances[(int) edges - 1];
  }

  private void forEachPair(double radius, PairSink sink) {
    int side = (int) Math.max(1, Math.min(Math.sqrt(x.length), 1 / radius));
    int[] start = new int[side * side + 1];
    int[] points = pointsByCell(side, start);
    float limit = (float) (radius * radius);
    for (int cell = 0; cell < side * side; cell++) {
      int row = cell / side;
      int column = cell % side;
      for (int i = start[cell]; i < start[cell + 1]; i++) {
        compare(points, i, i + 1, start[cell + 1], limit, sink);
        if (column + 1 < side) {
          compare(points, i, start[cell + 1], start[cell + 2], limit, sink);
        }
        if (row + 1 < side) {
          int below = cell + side;
          int first = column > 0 ? below - 1 : below;
          int last = column + 1 < side ? below + 1 : below;
          compare(points, i, start[first], start[last + 1], limit, sink);
        }
      }
    }
  }

  private void compare(int[] points, int i, int from, int to, float limit, PairSink sink) {
    int a = points[i];
    for (int j = from; j < to; j++) {
      int b = points[j];
      float dx = x[a] - x[b];
      float dy = y[a] - y[b];
      float distance = dx * dx + dy * dy;
      if (distance <= limit) {
        sink.pair(a, b, distance);
      }
    }
  }

  private int[] pointsByCell(int side, int[] start) {
    for (int i = 0; i < x.length; i++) {
      start[cell(i, side) + 1]++;
    }
    for (int cell = 0; cell < side * side; cell++) {
      start[cell + 1] += start[cell];
    }
    int[] next = Arrays.copyOf(start, side * side);
    int[] points = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      points[next[cell(i, side)]++] = i;
    }
    return points;
  }

  private int cell(int i, int side) {
    int row = Math.min(side - 1, (int) (y[i] * side));
    return row * side + Math.min(side - 1, (int) (x[i] * side));
  }
}
