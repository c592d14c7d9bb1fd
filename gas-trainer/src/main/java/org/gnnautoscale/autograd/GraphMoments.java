package org.gnnautoscale.autograd;

import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Means and variances over a whole graph that is computed piece by piece, for batch norms that keep
 * no running statistics.
 *
 * <p>A pass over all pieces collects the moments of the first norm that it meets and does not know.
 * Its results are of no use, nor is what norms behind that one are given: {@link #settle} says so,
 * and the next pass uses what was collected and comes one norm further. Not thread-safe.
 */
public final class GraphMoments {

  private final boolean pieces;
  private final Map<BatchNorm, Sums> known = new HashMap<>();
  private @Nullable BatchNorm collecting;

  private GraphMoments(boolean pieces) {
    this.pieces = pieces;
  }

  /** For a graph in several pieces. */
  public static GraphMoments ofPieces() {
    return new GraphMoments(true);
  }

  /** For a graph in one piece, whose own moments are right. */
  public static GraphMoments none() {
    return new GraphMoments(false);
  }

  /** Whether the results of the pass at hand are of no use. */
  public boolean isCollecting() {
    return collecting != null;
  }

  /** Ends a pass; true if another one is needed. */
  public boolean settle() {
    boolean again = isCollecting();
    collecting = null;
    return again;
  }

  /** Overwrites a piece's moments by those of the graph, if they are known; else collects them. */
  void replace(BatchNorm norm, Matrix mean, Matrix variance, long rows) {
    if (!pieces) {
      return;
    }
    Sums sums = known.get(norm);
    if (sums == null && collecting == null) {
      collecting = norm;
      sums = new Sums(mean.cols());
      known.put(norm, sums);
    }
    if (norm.equals(collecting) && sums != null) {
      sums.add(mean, variance, rows);
    } else if (sums != null) {
      sums.copyTo(mean, variance);
    }
  }

  /** Moments of the rows so far, joined as by Chan, Golub and LeVeque (1979). */
  private static final class Sums {

    private final double[] mean;
    private final double[] squares;
    private long rows;

    Sums(int width) {
      mean = new double[width];
      squares = new double[width];
    }

    void add(Matrix pieceMean, Matrix pieceVariance, long pieceRows) {
      long all = rows + pieceRows;
      for (int c = 0; c < mean.length && pieceRows > 0; c++) {
        double apart = pieceMean.get(0, c) - mean[c];
        mean[c] += apart * pieceRows / all;
        squares[c] +=
            (double) pieceVariance.get(0, c) * pieceRows
                + apart * apart * ((double) rows * pieceRows / all);
      }
      rows = all;
    }

    void copyTo(Matrix toMean, Matrix toVariance) {
      for (int c = 0; c < mean.length; c++) {
        toMean.set(0, c, (float) mean[c]);
        toVariance.set(0, c, (float) (squares[c] / rows));
      }
    }
  }
}
