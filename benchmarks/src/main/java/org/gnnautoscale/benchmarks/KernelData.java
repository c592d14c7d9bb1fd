package org.gnnautoscale.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.EdgeScores;
import org.gnnautoscale.engine.Normalization;
import org.gnnautoscale.engine.RoundingErrors;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.engine.Update;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.Workspace;

/**
 * A batch of 25,000 nodes with a halo of 67,000 and 500,000 edges, and what kernels work on.
 *
 * <p>Edges are drawn at random: unlike those of a partition, they find no row in the cache.
 */
public final class KernelData implements AutoCloseable {

  private static final int NODES = 25_000;
  private static final int HALO = 67_000;
  private static final int TABLE = 200_000;
  private static final int ARCS = 500_000;
  private static final int HEADS = 8;

  /** Non-zero features of a node. */
  private static final int NON_ZEROS = 30;

  private static final int PARAMETERS = 1 << 20;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Matrix> owned = new ArrayList<>();
  private final Region region = new Region();

  final Matrix x;
  final Matrix y;
  final Matrix out;
  final Matrix all;
  final Matrix square;
  final Matrix weightGradient;
  final Matrix row;
  final Matrix columns;
  final Matrix factors;
  final Matrix chosen;
  final Matrix attention;
  final Matrix scores;
  final Matrix labels;
  final Matrix ofHeads;
  final Matrix values = matrix(1, PARAMETERS);
  final Matrix gradients = matrix(1, PARAMETERS);
  final Matrix moments = matrix(2, PARAMETERS);
  final Adjacency edges;
  final Adjacency back;
  final int[] backArcs;
  final Matrix table;
  final Rows pulled;
  final Halves halves;
  final Rows pulledHalves;
  final RoundingErrors errors = new RoundingErrors();
  final EdgeScores ends;
  final SparseRows sparse;
  final Normalization norm;
  final Dropout dropout = new Dropout(7, 0.5);
  final Update update = new Update(Update.Rule.ADAM, 0.01, 5e-4, 0, 10);
  private final Workspace workspace = new Workspace();
  final Accumulator loss = workspace.accumulator();
  final int[] classes;
  final int[] rows;

  /** Draws it all, for one width. */
  KernelData(int width) {
    x = matrix(NODES, width);
    y = matrix(NODES, width);
    out = matrix(NODES, width);
    all = matrix(NODES + HALO, width);
    square = matrix(width, width);
    weightGradient = matrix(width, width);
    row = matrix(1, width);
    columns = matrix(1, width);
    factors = matrix(NODES, 1);
    chosen = matrix(NODES, width);
    attention = matrix(ARCS, HEADS);
    scores = matrix(ARCS, HEADS);
    labels = matrix(NODES, width);
    ofHeads = matrix(NODES, Math.min(HEADS, width));
    int[] target = random.ints(ARCS, 0, NODES).sorted().toArray();
    int[] ptr = new int[NODES + 1];
    for (int t : target) {
      ptr[t + 1]++;
    }
    Arrays.parallelPrefix(ptr, Integer::sum);
    float[] weight = new float[ARCS];
    Arrays.fill(weight, 0.5f);
    int[] source = random.ints(ARCS, 0, NODES + HALO).toArray();
    edges = Adjacency.of(NODES, NODES + HALO, ptr, source, weight);
    back = edges.transpose(NODES);
    backArcs = edges.transposeArcs(NODES);
    long[] halo = random.longs(HALO, 0, TABLE).sorted().toArray();
    table = matrix(TABLE, width);
    pulled = Rows.of(x, table, halo, HALO);
    halves = halves(NODES, width);
    pulledHalves = Rows.of(x, halves(TABLE, width), halo, HALO);
    ends = new EdgeScores(matrix(NODES + HALO, HEADS), matrix(NODES, HEADS), null, 0.2f);
    sparse = sparse(width);
    norm = new Normalization(row, matrix(1, width), row, row, 1e-5f);
    classes = random.ints(NODES, 0, width).toArray();
    rows = IntStream.range(0, NODES).toArray();
  }

  private SparseRows sparse(int width) {
    int each = Math.min(NON_ZEROS, width);
    long[] ptr = new long[NODES + 1];
    Arrays.setAll(ptr, r -> (long) r * each);
    int[] index = new int[NODES * each];
    Arrays.setAll(index, i -> i % each * (width / each));
    float[] value = new float[index.length];
    Arrays.fill(value, 1);
    return SparseRows.of(width, ptr, index, value);
  }

  private Matrix matrix(int rows, int cols) {
    Matrix matrix = Matrix.allocate(rows, cols);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, (float) random.nextDouble());
      }
    }
    owned.add(matrix);
    return matrix;
  }

  private Halves halves(int rows, int cols) {
    return Halves.over(region.allocate(Halves.bytes(rows, cols)), rows, cols);
  }

  @Override
  public void close() {
    owned.forEach(Matrix::close);
    region.close();
    workspace.close();
  }
}
