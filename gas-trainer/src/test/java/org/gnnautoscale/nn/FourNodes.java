package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.reference.Dense;

/**
 * Two graphs of four nodes, on which layers can be computed by hand.
 *
 * <pre>
 * 0 --- 1      features: 0 (1, 0)   1 (0, 1)   2 (2, 1)   3 (3, 4)
 *  \   /
 *    2 --- 3
 * </pre>
 */
final class FourNodes implements AutoCloseable {

  private static final float[][] FEATURES = {{1, 0}, {0, 1}, {2, 1}, {3, 4}};

  /** As drawn, without directions and weights. */
  static final TinyGraph GRAPH =
      TinyGraph.of(
          FEATURES,
          new int[][] {
            {0, 1, 1}, {1, 0, 1}, {0, 2, 1}, {2, 0, 1}, {1, 2, 1}, {2, 1, 1}, {2, 3, 1}, {3, 2, 1}
          });

  /** 1 -> 0 weighs 2, 2 -> 0 weighs 1, 0 -> 1 weighs 8, 3 -> 2 weighs 15; nothing leads to 3. */
  static final TinyGraph WEIGHTED =
      TinyGraph.of(FEATURES, new int[][] {{1, 0, 2}, {2, 0, 1}, {0, 1, 8}, {3, 2, 15}});

  final Parameters parameters = new Parameters(1);
  private final Engine engine = new CpuEngine(1);
  private final Workspace workspace = new Workspace();
  private final Path directory;

  /** A layer that has declared its parameters. */
  @FunctionalInterface
  interface Layer {
    Tensor apply(Tensor x, Subgraph g);
  }

  FourNodes(Path directory) {
    this.directory = directory;
  }

  /** What a layer makes of the features. */
  double[][] run(TinyGraph tiny, Messages messages, Layer layer) throws Exception {
    try (GraphData graph = load(tiny);
        BatchLoader loader = new BatchLoader(graph, messages, 0);
        Tape tape = Tape.evaluating(engine, workspace)) {
      Subgraph all = loader.fixed(List.of(0));
      return doubles(layer.apply(new Inputs(graph).of(tape, all), all));
    }
  }

  /** What a model makes of them. */
  double[][] run(TinyGraph tiny, Gnn model) throws Exception {
    try (GraphData graph = load(tiny);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        Tape tape = Tape.evaluating(engine, workspace)) {
      Subgraph all = loader.fixed(List.of(0));
      return doubles(BatchForward.run(tape, model, graph, all, Histories.none()));
    }
  }

  private GraphData load(TinyGraph tiny) throws IOException {
    return GraphData.load(tiny.write(directory), Progress.silent());
  }

  private static double[][] doubles(Tensor x) {
    return Dense.of(x.value()).values();
  }

  void set(String name, double... values) {
    set(parameters, name, values);
  }

  /** Overwrites a parameter, row after row. */
  static void set(Parameters parameters, String name, double... values) {
    Parameter parameter =
        parameters.list().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    parameter.value().copyFrom(floats);
  }

  /** Six digits. */
  static void assertRow(double[] found, double... expected) {
    double most = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(found).containsExactly(expected, within(1e-6 * Math.max(1, most)));
  }

  @Override
  public void close() {
    parameters.close();
    workspace.close();
    engine.close();
  }
}
