package org.gnnautoscale.reference;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.store.Store;

/**
 * A GCN of two layers on the full batch, written plainly in double precision, with the published
 * settings of Coauthor-Physics: of nothing but the files does it share code with the engine.
 *
 * <p>For a cell of the published table that our models miss: whether others miss it on the same
 * splits.
 */
final class PlainGcn {

  static final int HIDDEN = 64;
  private static final int EPOCHS = 200;
  private static final double RATE = 0.01;
  private static final double DECAY = 1e-3; // of the first layer
  private static final double DROPOUT = 0.5;

  private final SparseRows x;
  private final Adjacency edges;
  private final double[] norm;
  private final int[] label;
  private final int nodes;
  private final int classes;

  /** W1 [features, hidden], b1, W2 [hidden, classes], b2. */
  final double[][] parameters;

  final double[][] gradients = new double[4][];
  private final SplittableRandom random;

  PlainGcn(SparseRows features, Adjacency edges, int[] label, int classes, long seed) {
    this.x = features;
    this.edges = edges;
    this.label = label;
    this.nodes = label.length;
    this.classes = classes;
    this.random = new SplittableRandom(seed);
    this.norm = new double[nodes];
    for (int v = 0; v < nodes; v++) {
      norm[v] = 1 / Math.sqrt(edges.rowPtr()[v + 1] - edges.rowPtr()[v] + 1.0);
    }
    parameters =
        new double[][] {
          glorot(x.width(), HIDDEN),
          new double[HIDDEN],
          glorot(HIDDEN, classes),
          new double[classes]
        };
  }

  /** Test accuracy at the best validation epoch of each run, on the first splits. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = Integer.parseInt(arguments[1]);
    Store store = Store.open(Storage.path(arguments[0]));
    try (GraphData graph = GraphData.load(store, Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.EDGES, 0)) {
      Subgraph all = loader.fixed(IntStream.range(0, graph.numParts()).boxed().toList());
      SparseRows features = graph.allSparseFeatures();
      int[] label = IntStream.range(0, (int) graph.numNodes()).map(graph::label).toArray();
      double[] tests = new double[runs];
      for (int run = 0; run < runs; run++) {
        PlainGcn gcn =
            new PlainGcn(features, all.adjacency(), label, graph.shape().classes(), run + 1);
        int split = run % graph.shape().splits();
        tests[run] =
            gcn.train(
                nodesOf(graph, Role.TRAIN, split),
                nodesOf(graph, Role.VALIDATION, split),
                nodesOf(graph, Role.TEST, split));
        System.out.printf(
            Locale.ROOT, "seed %d  split %d  test %.4f%n", run + 1, split, tests[run]);
      }
      double mean = Arrays.stream(tests).average().orElseThrow();
      double squares = Arrays.stream(tests).map(t -> (t - mean) * (t - mean)).sum();
      System.out.printf(
          Locale.ROOT, "mean %.4f  std %.4f%n", mean, Math.sqrt(squares / (runs - 1)));
    }
  }

  private static int[] nodesOf(GraphData graph, Role role, int split) {
    return IntStream.range(0, (int) graph.numNodes())
        .filter(v -> graph.role(v, split) == role)
        .toArray();
  }

  private double train(int[] train, int[] validation, int[] test) {
    double[][] first = moments();
    double[][] second = moments();
    double best = -1;
    double bestTest = 0;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      loss(train, DROPOUT);
      for (int p = 0; p < 4; p++) {
        adam(p, epoch, first[p], second[p]);
      }
      double[] scores = new Forward(0).out;
      double accuracy = accuracy(scores, validation);
      if (accuracy > best) {
        best = accuracy;
        bestTest = accuracy(scores, test);
      }
    }
    return bestTest;
  }

  private void adam(int p, int step, double[] m, double[] s) {
    for (int i = 0; i < m.length; i++) {
      double g = gradients[p][i] + (p < 2 ? DECAY * parameters[p][i] : 0);
      m[i] = 0.9 * m[i] + 0.1 * g;
      s[i] = 0.999 * s[i] + 0.001 * g * g;
      double mean = m[i] / (1 - Math.pow(0.9, step));
      double root = Math.sqrt(s[i] / (1 - Math.pow(0.999, step)));
      parameters[p][i] -= RATE * mean / (root + 1e-8);
    }
  }

  /** Mean cross entropy of some nodes; leaves its gradients. */
  double loss(int[] train, double dropout) {
    Forward f = new Forward(dropout);
    double loss = 0;
    double[] out = new double[nodes * classes];
    for (int v : train) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(f.out[v * classes + c]);
      }
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(f.out[v * classes + c]) / sum;
        boolean right = c == label[v];
        out[v * classes + c] = (p - (right ? 1 : 0)) / train.length;
        loss -= right ? Math.log(p) / train.length : 0;
      }
    }
    f.backward(out);
    return loss;
  }

  private double accuracy(double[] out, int[] among) {
    long hits =
        IntStream.of(among)
            .filter(
                v ->
                    IntStream.range(0, classes)
                        .allMatch(c -> out[v * classes + c] <= out[v * classes + label[v]]))
            .count();
    return (double) hits / among.length;
  }

  /** The layers, and what their gradient needs. */
  private final class Forward {

    private final double[] kept; // of the features, 0 or 1 / (1 - dropout)
    private final double[] slope = new double[nodes * HIDDEN]; // of ReLU and dropout
    private final double[] hidden;
    private final double[] out;

    Forward(double dropout) {
      kept = new double[(int) x.numValues()];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = keeps(dropout);
      }
      double[] first = new double[nodes * HIDDEN];
      for (int v = 0; v < nodes; v++) {
        for (int i = x.begin(v); i < x.end(v); i++) {
          double value = kept[i] * x.value()[i];
          for (int h = 0; h < HIDDEN && value != 0; h++) {
            first[v * HIDDEN + h] += value * parameters[0][x.index()[i] * HIDDEN + h];
          }
        }
      }
      hidden = aggregate(first, HIDDEN);
      for (int i = 0; i < hidden.length; i++) {
        slope[i] = hidden[i] + parameters[1][i % HIDDEN] > 0 ? keeps(dropout) : 0;
        hidden[i] = slope[i] * (hidden[i] + parameters[1][i % HIDDEN]);
      }
      double[] second = new double[nodes * classes];
      for (int v = 0; v < nodes; v++) {
        for (int h = 0; h < HIDDEN; h++) {
          for (int c = 0; c < classes; c++) {
            second[v * classes + c] += hidden[v * HIDDEN + h] * parameters[2][h * classes + c];
          }
        }
      }
      out = aggregate(second, classes);
      for (int i = 0; i < out.length; i++) {
        out[i] += parameters[3][i % classes];
      }
    }

    private double keeps(double dropout) {
      return random.nextDouble() < dropout ? 0 : 1 / (1 - dropout);
    }

    void backward(double[] gradient) {
      for (int p = 0; p < 4; p++) {
        gradients[p] = new double[parameters[p].length];
      }
      for (int i = 0; i < gradient.length; i++) {
        gradients[3][i % classes] += gradient[i];
      }
      double[] second = aggregate(gradient, classes); // the normalized adjacency is symmetric
      double[] inner = new double[hidden.length];
      for (int v = 0; v < nodes; v++) {
        for (int h = 0; h < HIDDEN; h++) {
          for (int c = 0; c < classes; c++) {
            double g = second[v * classes + c];
            gradients[2][h * classes + c] += hidden[v * HIDDEN + h] * g;
            inner[v * HIDDEN + h] += parameters[2][h * classes + c] * g;
          }
        }
      }
      for (int i = 0; i < inner.length; i++) {
        inner[i] *= slope[i];
        gradients[1][i % HIDDEN] += inner[i];
      }
      double[] first = aggregate(inner, HIDDEN);
      for (int v = 0; v < nodes; v++) {
        for (int i = x.begin(v); i < x.end(v); i++) {
          double value = kept[i] * x.value()[i];
          for (int h = 0; h < HIDDEN && value != 0; h++) {
            gradients[0][x.index()[i] * HIDDEN + h] += value * first[v * HIDDEN + h];
          }
        }
      }
    }
  }

  /** Sums over neighbors and the node itself, divided by the roots of both degrees. */
  private double[] aggregate(double[] h, int width) {
    double[] sums = new double[h.length];
    for (int v = 0; v < nodes; v++) {
      add(sums, v, h, v, width);
      for (int e = edges.rowPtr()[v]; e < edges.rowPtr()[v + 1]; e++) {
        add(sums, v, h, edges.col()[e], width);
      }
    }
    return sums;
  }

  private void add(double[] sums, int v, double[] h, int w, int width) {
    double factor = norm[v] * norm[w];
    for (int c = 0; c < width; c++) {
      sums[v * width + c] += factor * h[w * width + c];
    }
  }

  private double[] glorot(int in, int out) {
    double limit = Math.sqrt(6.0 / (in + out));
    return random.doubles((long) in * out, -limit, limit).toArray();
  }

  private double[][] moments() {
    return List.of(0, 1, 2, 3).stream()
        .map(p -> new double[parameters[p].length])
        .toArray(double[][]::new);
  }
}
