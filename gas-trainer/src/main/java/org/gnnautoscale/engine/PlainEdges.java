package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** The loops of {@link PlainEngine} over edges that have values of their own. */
final class PlainEdges {

  private PlainEdges() {}

  static void aggregateHeads(
      Adjacency adjacency,
      int @Nullable [] arcs,
      Matrix weights,
      Matrix x,
      Matrix out,
      Write write) {
    int width = x.cols() / weights.cols();
    for (int v = 0; v < adjacency.numRows(); v++) {
      for (int c = 0; c < x.cols(); c++) {
        double sum = 0;
        for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
          double weight = weights.get(arcs == null ? e : arcs[e], c / width);
          sum += weight * x.get(adjacency.col()[e], c);
        }
        PlainEngine.put(out, v, c, sum, write);
      }
    }
  }

  static void products(Adjacency adjacency, Matrix y, Matrix x, Matrix out) {
    int width = x.cols() / out.cols();
    for (int v = 0; v < adjacency.numRows(); v++) {
      for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
        for (int h = 0; h < out.cols(); h++) {
          double sum = 0;
          for (int c = h * width; c < (h + 1) * width; c++) {
            sum += (double) y.get(v, c) * x.get(adjacency.col()[e], c);
          }
          out.set(e, h, (float) sum);
        }
      }
    }
  }

  static void softmax(Adjacency adjacency, EdgeScores scores, Matrix out) {
    for (int v = 0; v < adjacency.numRows(); v++) {
      for (int h = 0; h < scores.heads(); h++) {
        double sum = 0;
        for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
          sum += Math.exp(leaky(score(adjacency, scores, v, e, h), scores));
        }
        for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
          double share = Math.exp(leaky(score(adjacency, scores, v, e, h), scores)) / sum;
          out.set(e, h, (float) share);
        }
      }
    }
  }

  static void softmaxGradient(
      Adjacency adjacency, EdgeScores scores, Matrix softmax, Matrix gradient, Matrix out) {
    for (int v = 0; v < adjacency.numRows(); v++) {
      for (int h = 0; h < scores.heads(); h++) {
        double mean = 0;
        for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
          mean += (double) softmax.get(e, h) * gradient.get(e, h);
        }
        for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
          double slope = score(adjacency, scores, v, e, h) >= 0 ? 1 : scores.slope();
          double g = softmax.get(e, h) * (gradient.get(e, h) - mean) * slope;
          out.set(e, h, (float) g);
        }
      }
    }
  }

  static void extreme(Adjacency adjacency, Rows x, Extreme extreme, Matrix out, Matrix arcs) {
    int sign = extreme == Extreme.MAX ? 1 : -1;
    for (int v = 0; v < adjacency.numRows(); v++) {
      for (int c = 0; c < x.cols(); c++) {
        int arc = -1;
        float best = 0;
        for (int e = adjacency.rowPtr()[v]; e < adjacency.rowPtr()[v + 1]; e++) {
          float value = PlainEngine.value(x, adjacency.col()[e], c);
          if (arc < 0 || sign * value > sign * best) {
            best = value;
            arc = e;
          }
        }
        out.set(v, c, best);
        arcs.set(v, c, Float.intBitsToFloat(arc));
      }
    }
  }

  static void addExtremeGradient(Adjacency adjacency, Matrix arcs, Matrix gradient, Matrix out) {
    for (int v = 0; v < adjacency.numRows(); v++) {
      for (int c = 0; c < out.cols(); c++) {
        int arc = Float.floatToRawIntBits(arcs.get(v, c));
        int source = arc < 0 ? -1 : adjacency.col()[arc];
        if (source >= 0 && source < out.rows()) {
          PlainEngine.put(out, source, c, gradient.get(v, c), Write.ADD);
        }
      }
    }
  }

  private static double score(Adjacency adjacency, EdgeScores scores, int v, int e, int head) {
    double own = scores.edge() == null ? 0 : scores.edge().get(e, head);
    return (double) scores.source().get(adjacency.col()[e], head)
        + scores.target().get(v, head)
        + own;
  }

  private static double leaky(double score, EdgeScores scores) {
    return score >= 0 ? score : score * scores.slope();
  }
}
