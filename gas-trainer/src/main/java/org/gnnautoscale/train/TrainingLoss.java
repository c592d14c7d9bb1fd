package org.gnnautoscale.train;

import org.gnnautoscale.autograd.RowLoss;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.ClassTargets;
import org.gnnautoscale.engine.LabelTargets;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;

/**
 * The loss of a batch's training nodes, as the settings say.
 *
 * <p>The plain losses are the engine's; all others are computed row by row.
 */
final class TrainingLoss {

  private final GraphData graph;
  private final Workspace workspace;
  private final boolean isSoftmax;
  private final boolean isPlain;
  private final RowLoss.Shape shape;
  private final ClassWeights weights;

  /** The loss of one split's training nodes; borrows the graph and the step's memory. */
  TrainingLoss(LossConfig config, GraphData graph, int split, Workspace workspace) {
    this.graph = graph;
    this.workspace = workspace;
    this.isSoftmax = config.isSoftmax(graph.shape().multiLabel());
    this.shape = new RowLoss.Shape(config.gamma(), config.smoothing());
    this.weights = ClassWeights.of(config, graph, split);
    this.isPlain =
        shape.equals(RowLoss.Shape.PLAIN)
            && !config.isBalanced()
            && config.classWeights().isEmpty();
  }

  /**
   * Adds the sum over the training nodes, times {@code scale}; the backward pass begins with its
   * gradient.
   */
  void add(Tensor logits, Subgraph batch, double scale, Accumulator loss) {
    Matrix labels = graph.labels();
    if (isPlain && isSoftmax) {
      logits.addCrossEntropy(
          new ClassTargets(batch.labels(), batch.trainRows(), batch.numTrain(), scale), loss);
    } else if (isPlain && labels != null) {
      // the mean over labels, as PyTorch's BCEWithLogitsLoss has it
      double each = scale / labels.cols();
      Matrix own = rows(labels, batch);
      logits.addBceWithLogits(
          new LabelTargets(own, batch.trainRows(), batch.numTrain(), each), loss);
    } else {
      loss.add(logits.loss(rowLoss(batch), batch.trainRows(), batch.numTrain(), scale));
    }
  }

  private RowLoss rowLoss(Subgraph batch) {
    if (isSoftmax) {
      return RowLoss.crossEntropy(batch.labels(), weights.ifSet(), shape);
    }
    Matrix labels = graph.labels();
    RowLoss.Labels has =
        labels == null
            ? (row, label) -> batch.labels()[row] == label
            : (row, label) -> labels.get(batch.ids()[row], label) > 0.5f;
    return RowLoss.bceWithLogits(has, weights.ifSet(), weights.ifNot(), shape);
  }

  private Matrix rows(Matrix labels, Subgraph batch) {
    Matrix own = workspace.matrix(batch.numNodes(), labels.cols());
    for (int range = 0; range < batch.numRanges(); range++) {
      int from = batch.rangeRow(range);
      int to = batch.rangeRow(range + 1);
      long first = batch.rangeStart(range);
      own.rows(from, to).copyFrom(labels.rows(first, first + to - from));
    }
    return own;
  }
}
