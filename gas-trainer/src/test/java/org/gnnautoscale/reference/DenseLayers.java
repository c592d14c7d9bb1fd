package org.gnnautoscale.reference;

import java.util.Arrays;

/** One layer of each kind, from rows of batch and halo to rows of the batch. */
final class DenseLayers {

  private DenseLayers() {}

  /** A x W + b. */
  static Dense gcn(DenseStep s, String name, Dense x) {
    return s.arcs()
        .sum(x)
        .times(s.parameter(name + ".lin.weight"))
        .plusRow(s.parameter(name + ".bias"));
  }

  /** W_l of the neighbors' mean or maximum, plus W_r of the node itself, plus b. */
  static Dense sage(DenseStep s, String name, Dense x) {
    Dense messages = s.arcs().ofSources(x);
    Dense neighbors =
        s.config().aggregators().contains("max")
            ? s.arcs().maxByTarget(messages)
            : s.arcs().meanByTarget(messages);
    return s.linear(name + ".lin_l", neighbors)
        .plus(s.own(x).times(s.parameter(name + ".lin_r.weight")));
  }

  /** For each head the sum of W x_w by the softmax over w of its score, heads side by side. */
  static Dense gat(DenseStep s, String name, Dense x, int heads) {
    Arcs arcs = s.arcs();
    double slope = s.config().negativeSlope();
    Dense h = x.times(s.parameter(name + ".lin.weight"));
    Dense ofSource = h.headProducts(s.parameter(name + ".att_src"), heads);
    Dense ofTarget = h.headProducts(s.parameter(name + ".att_dst"), heads);
    Dense scores = arcs.ofSources(ofSource).plus(arcs.ofTargets(ofTarget));
    if (s.config().edgeFeatures()) {
      Dense features = arcs.weights().times(s.parameter(name + ".lin_edge.weight"));
      scores = scores.plus(features.headProducts(s.parameter(name + ".att_edge"), heads));
    }
    Dense attention = arcs.softmaxByTarget(scores.map(z -> z > 0 ? z : slope * z));
    return arcs.sum(h, s.dropped(attention));
  }

  /** (1 + eps) x_v plus the sum of the neighbors. */
  static Dense ginSum(DenseStep s, String name, Dense x) {
    double eps = s.parameter(name + ".eps").at(0, 0);
    return s.own(x).scaled(1 + eps).plus(s.arcs().sum(x));
  }

  /** Linear, [batch norm], ReLU, linear, ReLU. */
  static Dense ginMlp(DenseStep s, String name, Dense sum) {
    Dense h = s.linear(name + ".nn.0", sum);
    Dense normed = s.config().batchNorm() ? s.ownBatchNorm(name + ".nn.1", h) : h;
    return s.linear(name + ".nn.3", normed.relu()).relu();
  }

  /** ((1 - alpha) A x + alpha x0) ((1 - beta) I + beta W), or each term with its own W. */
  static Dense gcn2(DenseStep s, String name, int layer, Dense x, Dense initial) {
    double alpha = s.config().alpha();
    double beta = Math.log(s.config().theta() / layer + 1);
    Dense sum = s.arcs().sum(x).scaled(1 - alpha);
    Dense first = initial.scaled(alpha);
    Dense w = nearIdentity(s.parameter(name + ".weight1"), beta);
    if (s.config().sharedWeights()) {
      return sum.plus(first).times(w);
    }
    return sum.times(w).plus(first.times(nearIdentity(s.parameter(name + ".weight2"), beta)));
  }

  private static Dense nearIdentity(Dense w, double beta) {
    return Dense.of(w.rows(), w.cols(), (r, c) -> (r == c ? 1 - beta : 0) + beta * w.at(r, c));
  }

  /** A linear layer of the node itself plus, for each aggregator and scaler, a tower. */
  static Dense pna(DenseStep s, String name, Dense x) {
    Dense sum = s.linear(name + ".lin", s.own(x));
    int tower = 0;
    for (String aggregator : s.config().aggregators()) {
      for (String scaler : s.config().scalers()) {
        Dense out =
            s.linear(name + ".post_lins." + tower, aggregated(s, name, tower, aggregator, x));
        sum = sum.plus(out.scaledRows(factors(s, scaler)));
        tower++;
      }
    }
    return sum;
  }

  /** ReLU of a linear layer of the sources and, if there are any, of the edges' features. */
  private static Dense aggregated(DenseStep s, String name, int tower, String aggregator, Dense x) {
    Arcs arcs = s.arcs();
    Dense messages = arcs.ofSources(s.linear(name + ".pre_lins." + tower, x));
    if (s.config().edgeFeatures()) {
      Dense w = s.parameter(name + ".edge_lins." + tower + ".weight");
      messages = messages.plus(arcs.weights().times(w));
      arcs = arcs.unweighted(); // a weight that is a feature does not weigh
    }
    messages = messages.relu();
    return switch (aggregator) {
      case "mean" -> arcs.meanByTarget(messages);
      case "sum" -> arcs.weightedSumByTarget(messages);
      case "max" -> arcs.maxByTarget(messages);
      case "min" -> arcs.minByTarget(messages);
      case "std" -> arcs.deviationByTarget(messages);
      default -> throw new IllegalArgumentException("no formula for " + aggregator);
    };
  }

  private static double[] factors(DenseStep s, String scaler) {
    double delta = s.meanLogDegree();
    return Arrays.stream(s.arcs().degrees())
        .map(
            d ->
                switch (scaler) {
                  case "identity" -> 1;
                  case "amplification" -> Math.log(d + 1) / delta;
                  case "attenuation" -> delta / Math.log(Math.max(d, 1) + 1);
                  default -> throw new IllegalArgumentException("no formula for " + scaler);
                })
        .toArray();
  }
}
