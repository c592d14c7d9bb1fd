package org.gnnautoscale.train;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Workspace;

/**
 * The losses of an epoch's steps. They are looked at when it is over, so that no step waits for
 * what computes it.
 *
 * <p>Borrows a float64 a step from a workspace, which nobody may take back before.
 */
final class EpochLoss {

  private final Workspace workspace;
  private final List<Step> steps = new ArrayList<>();

  EpochLoss(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * A step's loss, as it is computed.
   *
   * @param sum of its training nodes' losses, times the scale
   */
  private record Step(Accumulator sum, double scale, int nodes) {}

  /** Where the next step adds the losses of so many training nodes, times a scale. */
  Accumulator next(double scale, int nodes) {
    Step step = new Step(workspace.accumulator(), scale, nodes);
    steps.add(step);
    return step.sum;
  }

  /**
   * The mean over the training nodes; 0 if there are none.
   *
   * @throws DivergedException if the loss of a step is not a number
   */
  double mean(int epoch, long seed) throws DivergedException {
    double sum = 0;
    long count = 0;
    for (Step step : steps) {
      double loss = step.sum.value() / step.scale;
      if (!Double.isFinite(loss)) {
        throw DivergedException.ofLoss(loss, epoch, steps.indexOf(step) + 1, seed);
      }
      sum += loss;
      count += step.nodes;
    }
    return count == 0 ? 0 : sum / count;
  }
}
