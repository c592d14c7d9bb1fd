package org.gnnautoscale.train;

import java.io.IOException;
import java.util.Set;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.LayerwiseForward;

/** Exact metrics of a model on all nodes; changes nothing but the histories it is given. */
public final class Evaluator {

  private final GraphData graph;
  private final LayerwiseForward forward;
  private final Metric metric;
  private final Set<Metric> beside;
  private final int split;

  /** Evaluates on the roles of one split; borrows the pass over the graph. */
  public Evaluator(GraphData graph, LayerwiseForward forward, Metric metric, int split) {
    this(graph, forward, metric, Metric.beside(graph.shape()), split);
  }

  /** The same, with other metrics beside, of the test nodes alone. */
  public Evaluator(
      GraphData graph, LayerwiseForward forward, Metric metric, Set<Metric> beside, int split) {
    this.graph = graph;
    this.forward = forward;
    this.metric = metric;
    this.beside = Set.copyOf(beside);
    this.split = split;
  }

  /** Takes the outputs of a node that has a label and a role. */
  @FunctionalInterface
  public interface NodeSink {

    /**
     * Takes one node.
     *
     * @param row of its outputs
     */
    void accept(Role role, long node, Matrix logits, int row);
  }

  /** Metrics; histories are overwritten with exact embeddings, if any are given. */
  public RoleScores evaluate(Gnn model, Histories refreshed)
      throws IOException, InterruptedException {
    return evaluate(model, refreshed, (role, node, logits, row) -> {});
  }

  /** As the other one; {@code sink} is given each node too. */
  public RoleScores evaluate(Gnn model, Histories refreshed, NodeSink sink)
      throws IOException, InterruptedException {
    MetricCounts counts = new MetricCounts(Set.of(metric), graph);
    MetricCounts test = new MetricCounts(beside, graph);
    NodeSink all =
        (role, node, logits, row) -> {
          counts.add(role, node, logits, row);
          if (role == Role.TEST) {
            test.add(role, node, logits, row);
          }
          sink.accept(role, node, logits, row);
        };
    forward.run(model, refreshed, (first, logits, embedding) -> visit(first, logits, all));
    return new RoleScores(
        counts.value(metric, Role.TRAIN),
        counts.value(metric, Role.VALIDATION),
        counts.value(metric, Role.TEST),
        test.values(Role.TEST));
  }

  private void visit(long first, Matrix logits, NodeSink sink) {
    for (int row = 0; row < logits.rows(); row++) {
      Role role = graph.role(first + row, split);
      if (role != Role.NONE && graph.isLabelled(first + row)) {
        sink.accept(role, first + row, logits, row);
      }
    }
  }
}
