package org.gnnautoscale.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** GCN on dense double-precision matrices, with all options: slow, and obviously right. */
final class ReferenceGcn {

  private static final double EPSILON = 1e-5;

  private final ModelConfig config;
  private final double[][] adjacency;
  private final double[][] features;
  final Map<String, double[][]> parameters = new HashMap<>();

  ReferenceGcn(TinyGraph graph, ModelConfig config, Gnn model) {
    this.config = config;
    this.adjacency = graph.normalized();
    this.features = new double[graph.nodes][graph.width];
    for (int v = 0; v < graph.nodes; v++) {
      for (int f = 0; f < graph.width; f++) {
        features[v][f] = graph.features[v][f];
      }
    }
    for (Parameter p : model.parameters().list()) {
      parameters.put(p.name(), doubles(p.value()));
    }
    model.parameters().buffers().forEach((name, m) -> parameters.put(name, doubles(m)));
  }

  static double[][] doubles(Matrix matrix) {
    double[][] values = new double[(int) matrix.rows()][matrix.cols()];
    for (int r = 0; r < values.length; r++) {
      for (int c = 0; c < values[r].length; c++) {
        values[r][c] = matrix.get(r, c);
      }
    }
    return values;
  }

  /**
   * Outputs of a batch.
   *
   * @param batch ids; rows of all other nodes come from {@code histories}
   * @param histories by hidden layer, [nodes][width]; null where the batch is the whole graph
   * @param training whether batch norms use the batch's own statistics
   */
  double[][] logits(int[] batch, double @Nullable [][][] histories, boolean training) {
    int layers = config.layers();
    double[][] x = features;
    if (config.linear()) {
      x = relu(linear(x, "lins.0"));
    }
    for (int i = 0; i < layers; i++) {
      double[][] h =
          plusBias(
              times(rows(times(adjacency, x), batch), weight("convs." + i + ".lin")), "convs." + i);
      if (i == layers - 1 && !config.linear()) {
        return h;
      }
      h = norms(h, i, training);
      if (config.residual() && h[0].length == x[0].length) {
        h = plus(h, rows(x, batch));
      }
      h = relu(h);
      if (i == layers - 1) {
        return linear(h, "lins.1");
      }
      x = histories == null ? new double[adjacency.length][] : histories[i].clone();
      for (int r = 0; r < batch.length; r++) {
        x[batch[r]] = h[r];
      }
    }
    throw new IllegalStateException("no layers");
  }

  /** Mean cross entropy over some rows of the batch. */
  static double loss(double[][] logits, int[] labels, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      double most = Arrays.stream(logits[row]).max().orElseThrow();
      double all = Arrays.stream(logits[row]).map(z -> Math.exp(z - most)).sum();
      sum += most + Math.log(all) - logits[row][labels[row]];
    }
    return sum / rows.length;
  }

  private double[][] norms(double[][] h, int layer, boolean training) {
    double[][] y = h;
    if (config.batchNorm()) {
      String name = "bns." + layer;
      double[] mean = parameters.get(name + ".running_mean")[0];
      double[] variance = parameters.get(name + ".running_var")[0];
      if (training) {
        mean = columnMeans(h, new double[h[0].length], 1);
        variance = columnMeans(h, mean, 2);
      }
      y = new double[h.length][];
      for (int r = 0; r < h.length; r++) {
        y[r] = normalized(h[r], mean, variance, name);
      }
    }
    if (config.layerNorm()) {
      double[][] in = y;
      y = new double[h.length][];
      for (int r = 0; r < h.length; r++) {
        double mean = Arrays.stream(in[r]).average().orElseThrow();
        double variance =
            Arrays.stream(in[r]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        y[r] =
            normalized(
                in[r], filled(in[r].length, mean), filled(in[r].length, variance), "lns." + layer);
      }
    }
    return y;
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] columnMeans(double[][] x, double[] center, int power) {
    double[] sums = new double[center.length];
    for (double[] row : x) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += Math.pow(row[c] - center[c], power) / x.length;
      }
    }
    return sums;
  }

  private double[] normalized(double[] row, double[] mean, double[] variance, String name) {
    double[] scale = parameters.get(name + ".weight")[0];
    double[] shift = parameters.get(name + ".bias")[0];
    double[] y = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      y[c] = (row[c] - mean[c]) / Math.sqrt(variance[c] + EPSILON) * scale[c] + shift[c];
    }
    return y;
  }

  private double[][] weight(String name) {
    return parameters.get(name + ".weight");
  }

  private double[][] linear(double[][] x, String name) {
    return plusBias(times(x, weight(name)), name);
  }

  private double[][] plusBias(double[][] x, String name) {
    double[] bias = parameters.get(name + ".bias")[0];
    double[][] y = new double[x.length][];
    for (int r = 0; r < x.length; r++) {
      y[r] = x[r].clone();
      for (int c = 0; c < bias.length; c++) {
        y[r][c] += bias[c];
      }
    }
    return y;
  }

  private static double[][] rows(double[][] x, int[] which) {
    return Arrays.stream(which).mapToObj(v -> x[v]).toArray(double[][]::new);
  }

  private static double[][] plus(double[][] a, double[][] b) {
    double[][] y = new double[a.length][a[0].length];
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < y[r].length; c++) {
        y[r][c] = a[r][c] + b[r][c];
      }
    }
    return y;
  }

  private static double[][] relu(double[][] x) {
    return Arrays.stream(x)
        .map(row -> Arrays.stream(row).map(v -> Math.max(v, 0)).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] y = new double[a.length][b[0].length];
    for (int r = 0; r < a.length; r++) {
      for (int k = 0; k < b.length; k++) {
        if (a[r][k] != 0) {
          for (int c = 0; c < y[r].length; c++) {
            y[r][c] += a[r][k] * b[k][c];
          }
        }
      }
    }
    return y;
  }
}
