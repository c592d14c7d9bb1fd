package org.gnnautoscale.nn;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.store.GraphShape;
import org.jspecify.annotations.Nullable;

/**
 * Temporary memory that a model takes, whatever its layers are: found by walking through a small
 * made-up batch with an engine that computes nothing, and scaling what was asked for.
 *
 * <p>What a step asks for grows with its rows and edges, which keep their proportions here; a
 * second batch, twice as large, tells what does not grow.
 */
public final class Footprint {

  /** Rows of the smaller batch: enough that rounding to cache lines does not matter. */
  private static final long ROWS = 1024;

  private final Gnn model;
  private final GraphShape graph;
  private boolean sumsFeatures;

  /**
   * Of a model on a graph; what the model keeps of its own, such as running statistics, changes.
   */
  public Footprint(Gnn model, GraphShape graph) {
    this.model = model;
    this.graph = graph;
  }

  /**
   * Sizes of a batch, or of a chunk of an exact pass.
   *
   * @param nodes rows that are computed
   * @param halo rows outside that are read
   * @param arcs edges that are read, with self-loops
   */
  public record Shape(long nodes, long halo, long arcs) {

    private Shape over(double scale) {
      return new Shape(
          (long) Math.ceil(nodes / scale),
          (long) Math.ceil(halo / scale),
          (long) Math.ceil(arcs / scale));
    }

    private Subgraph made() {
      return Subgraph.ofShape(
          Math.toIntExact(nodes), Math.toIntExact(halo), Math.toIntExact(nodes == 0 ? 0 : arcs));
    }
  }

  /**
   * What an exact pass needs.
   *
   * @param workspace bytes of the largest step
   * @param widths of what the encoder returns, 0 if it leaves the features as they are, and of what
   *     each hidden layer returns
   * @param keptWidth values a node that the model keeps for later layers
   */
  public record Exact(long workspace, List<Integer> widths, int keptWidth) {

    /** Copies the list. */
    public Exact {
      widths = List.copyOf(widths);
    }
  }

  /** Bytes of the values and gradients of a training step. */
  public long trainingBytes(Shape batch) {
    return scaled(batch, small -> walkThroughTraining(small.made()));
  }

  /** Bytes of the arrays that hold the edges of a batch, all ways a training step views them. */
  public long edgeBytes(Shape batch) {
    return scaled(
        batch,
        small -> {
          Subgraph g = small.made();
          walkThroughTraining(g);
          return g.adjacency().bytes();
        });
  }

  /** What an exact pass over chunks of at most that size needs. */
  public Exact exact(Shape chunk) {
    List<Integer> widths = new ArrayList<>();
    int[] kept = new int[1];
    long workspace =
        scaled(
            chunk,
            small -> {
              widths.clear();
              return walkThroughExact(small, widths, kept);
            });
    return new Exact(workspace, widths, kept[0]);
  }

  /** Whether a training step sums features over edges as they are, see {@link Inputs}. */
  public boolean sumsFeatures() {
    sumsFeatures = false;
    walkThroughTraining(new Shape(ROWS, ROWS, ROWS).made());
    return sumsFeatures;
  }

  /** Takes the bytes of a batch. */
  @FunctionalInterface
  private interface Walk {

    long bytes(Shape shape);
  }

  private static long scaled(Shape shape, Walk walk) {
    double scale = (double) (shape.nodes() + shape.halo()) / ROWS;
    if (scale <= 2) {
      return walk.bytes(shape);
    }
    long one = walk.bytes(shape.over(scale));
    long two = walk.bytes(shape.over(scale / 2));
    return (long) (one + (two - one) * (scale - 1));
  }

  private long walkThroughTraining(Subgraph g) {
    try (Workspace workspace = new Workspace();
        Histories histories =
            g.numHalo() == 0
                ? Histories.none()
                : Histories.zeros(g.numRows(), BatchForward.historyWidths(model));
        Engine idle = idle();
        Matrix row = Matrix.allocate(g.numRows(), graph.sparseFeatures() ? 0 : graph.features());
        Tape tape = Tape.training(idle, workspace, 0, 0)) {
      Tensor logits = BatchForward.run(tape, model, input(tape, row, g.numRows()), g, histories);
      if (graph.multiLabel()) {
        // the loss has a copy of the batch's labels
        workspace.matrix(g.numNodes(), graph.classes());
      }
      logits.crossEntropy(g.labels(), new int[0], 0, 1);
      tape.backward();
      return workspace.bytesInUse();
    }
  }

  private long walkThroughExact(Shape shape, List<Integer> widths, int[] kept) {
    Subgraph g = shape.made();
    CheckedModel checked = new CheckedModel(model);
    long most = 0;
    try (Workspace workspace = new Workspace();
        Engine idle = idle();
        SpilledStates states = new SpilledStates(g.numRows(), Backing.RAM);
        Matrix row = Matrix.allocate(g.numRows(), graph.sparseFeatures() ? 0 : graph.features())) {
      try (Tape tape = Tape.evaluating(idle, workspace)) {
        Tensor input = input(tape, row, g.numNodes());
        Tensor encoded = checked.encode(input, states.of(tape, g));
        widths.add(encoded == input ? 0 : encoded.cols());
        most = workspace.bytesInUse();
      }
      states.endLayer();
      for (int i = 0; i < model.numLayers(); i++) {
        try (Tape tape = Tape.evaluating(idle, workspace);
            Matrix before = Matrix.allocate(g.numRows(), widths.get(i))) {
          Tensor x = widths.get(i) == 0 ? input(tape, row, g.numRows()) : rows(tape, before, g);
          Tensor h = checked.layer(i, x, g, states.of(tape, g));
          widths.add(h.cols());
          if (i == model.numLayers() - 1) {
            checked.decode(h, states.of(tape, g)).value();
          }
          h.value();
          most = Math.max(most, workspace.bytesInUse());
        }
        states.endLayer();
      }
      kept[0] = states.mostWidth();
    }
    widths.remove(widths.size() - 1);
    return most;
  }

  /** As {@link LayerwiseForward} reads them. */
  private static Tensor rows(Tape tape, Matrix before, Subgraph g) {
    Tensor own = tape.constant(before.rows(0, g.numNodes()));
    return g.numHalo() == 0 ? own : tape.pull(own, before, g.haloIds(), g.numHalo());
  }

  private Tensor input(Tape tape, Matrix features, int rows) {
    if (graph.sparseFeatures()) {
      long[] ptr = new long[rows + 1];
      return tape.sparseInput(SparseRows.of(graph.features(), ptr, new int[0], new float[0]));
    }
    long[] ids = LongStream.range(0, rows).toArray();
    return tape.rows(features, ids, rows, this::unknownSums);
  }

  private @Nullable Tensor unknownSums(Adjacency edges) {
    sumsFeatures = true;
    return null;
  }

  /** An engine that does nothing and answers 0. */
  private static Engine idle() {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> method.getReturnType() == double.class ? 0.0 : null);
  }
}
