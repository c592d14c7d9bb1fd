package org.gnnautoscale.reference;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Dropout;

/**
 * The edges into some targets as a list, with what layers do along them: from rows of nodes to rows
 * of arcs, one for each, and from those to rows of targets.
 */
public final class Arcs {

  private final int[] target;
  private final int[] source;
  private final double[] weight;
  private final int targets;

  private Arcs(int[] target, int[] source, double[] weight, int targets) {
    this.target = target;
    this.source = source;
    this.weight = weight;
    this.targets = targets;
  }

  /** The entries of a sparse matrix, in their order. */
  public static Arcs of(Adjacency a) {
    int[] target = new int[a.numArcs()];
    double[] weight = new double[a.numArcs()];
    for (int r = 0; r < a.numRows(); r++) {
      Arrays.fill(target, a.rowPtr()[r], a.rowPtr()[r + 1], r);
    }
    float[] given = a.weight();
    Arrays.setAll(weight, e -> given == null ? 1 : given[e]);
    return new Arcs(target, Arrays.copyOf(a.col(), a.numArcs()), weight, a.numRows());
  }

  /**
   * Those that an edge dropout keeps. Its mask's row is the target, its column the place among the
   * arcs of the target, which stand together.
   *
   * @param scale factor of the weights that stay
   */
  public Arcs dropped(Dropout mask, double scale) {
    int[] place = new int[targets];
    int[] kept =
        IntStream.range(0, size()).filter(e -> mask.keeps(target[e], place[target[e]]++)).toArray();
    return new Arcs(
        Arrays.stream(kept).map(e -> target[e]).toArray(),
        Arrays.stream(kept).map(e -> source[e]).toArray(),
        Arrays.stream(kept).mapToDouble(e -> scale * weight[e]).toArray(),
        targets);
  }

  /** The same arcs with other weights. */
  public Arcs weighted(double[] weights) {
    return new Arcs(target, source, weights, targets);
  }

  /** The same arcs, each of which weighs 1. */
  public Arcs unweighted() {
    double[] ones = new double[size()];
    Arrays.fill(ones, 1);
    return weighted(ones);
  }

  /** Number of arcs. */
  public int size() {
    return source.length;
  }

  /** Source of an arc. */
  public int source(int arc) {
    return source[arc];
  }

  // ---- from nodes to arcs

  /** The row of each arc's source. */
  public Dense ofSources(Dense x) {
    return Dense.of(size(), x.cols(), (e, c) -> x.at(source[e], c));
  }

  /** The row of each arc's target. */
  public Dense ofTargets(Dense x) {
    return Dense.of(size(), x.cols(), (e, c) -> x.at(target[e], c));
  }

  /** The weights, one column. */
  public Dense weights() {
    return Dense.of(size(), 1, (e, c) -> weight[e]);
  }

  // ---- from arcs to targets

  /** Sum of each target's arcs. */
  public Dense sumByTarget(Dense arcs) {
    double[][] out = new double[targets][arcs.cols()];
    for (int e = 0; e < size(); e++) {
      for (int c = 0; c < arcs.cols(); c++) {
        out[target[e]][c] += arcs.at(e, c);
      }
    }
    return Dense.over(out);
  }

  /** Sum of each target's arcs, each times its weight. */
  public Dense weightedSumByTarget(Dense arcs) {
    return sumByTarget(arcs.scaledRows(weight));
  }

  /** Weighted mean of each target's arcs; 0 without any. */
  public Dense meanByTarget(Dense arcs) {
    double[] total = new double[targets];
    for (int e = 0; e < size(); e++) {
      total[target[e]] += weight[e];
    }
    return weightedSumByTarget(arcs)
        .scaledRows(Arrays.stream(total).map(sum -> sum > 0 ? 1 / sum : 0).toArray());
  }

  /** The largest value of each target's arcs, column by column; 0 without any. */
  public Dense maxByTarget(Dense arcs) {
    return extreme(arcs, Math::max);
  }

  /** The smallest value of each target's arcs, column by column; 0 without any. */
  public Dense minByTarget(Dense arcs) {
    return extreme(arcs, Math::min);
  }

  private Dense extreme(Dense arcs, DoubleBinaryOperator better) {
    double[][] out = new double[targets][arcs.cols()];
    boolean[] met = new boolean[targets];
    for (int e = 0; e < size(); e++) {
      double[] best = out[target[e]];
      for (int c = 0; c < arcs.cols(); c++) {
        double value = arcs.at(e, c);
        best[c] = met[target[e]] ? better.applyAsDouble(best[c], value) : value;
      }
      met[target[e]] = true;
    }
    return Dense.over(out);
  }

  /** Root of the mean of squares minus the square of the mean, and a little. */
  public Dense deviationByTarget(Dense arcs) {
    Dense mean = meanByTarget(arcs);
    return meanByTarget(arcs.multiplied(arcs))
        .minus(mean.multiplied(mean))
        .map(variance -> Math.sqrt(Math.max(variance, 0) + 1e-5));
  }

  /** For each column the softmax over each target's arcs. */
  public Dense softmaxByTarget(Dense scores) {
    Dense powers = scores.map(Math::exp);
    Dense sums = ofTargets(sumByTarget(powers));
    return powers.multiplied(sums.map(sum -> 1 / sum));
  }

  // ---- from nodes to targets

  /** Weighted sum of each target's sources. */
  public Dense sum(Dense x) {
    return weightedSumByTarget(ofSources(x));
  }

  /** The same with a weight for each arc and head; a head's columns stand together. */
  public Dense sum(Dense x, Dense headWeights) {
    int width = x.cols() / headWeights.cols();
    Dense sources = ofSources(x);
    return sumByTarget(
        Dense.of(size(), x.cols(), (e, c) -> headWeights.at(e, c / width) * sources.at(e, c)));
  }

  /** Number of arcs of each target. */
  public double[] degrees() {
    double[] degrees = new double[targets];
    for (int t : target) {
      degrees[t]++;
    }
    return degrees;
  }
}
