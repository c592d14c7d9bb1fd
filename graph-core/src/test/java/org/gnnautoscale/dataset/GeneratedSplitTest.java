package org.gnnautoscale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Objects;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.generate.GraphDrawing;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.dataset.raw.SplitMaker;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;

class GeneratedSplitTest {

  private static final int NODES = 4000;

  @Test
  void aSplitFromTheSeedOfTheGraphIsIndependentOfItsClasses() throws IOException {
    NodeLabels labels =
        Objects.requireNonNull(
            new GraphDrawing(NODES, 8000, 1, Progress.silent())
                .draw(GraphKind.COMMUNITIES, CommunityOptions.DEFAULT)
                .labels());
    NodeSplits splits =
        Objects.requireNonNull(
            SplitMaker.apply(SplitChoice.parse("ratio:50:25:25").seeded(1), labels, null));

    double[] all = shares(labels, splits, NodeSplits.NONE);
    double[] train = shares(labels, splits, NodeSplits.TRAIN);
    for (int c = 0; c < all.length; c++) {
      assertThat(train[c]).as("class %d", c).isCloseTo(all[c], within(0.03));
    }
  }

  /** Shares of the classes among the nodes of a role; NONE: among all nodes. */
  private static double[] shares(NodeLabels labels, NodeSplits splits, byte role) {
    double[] shares = new double[labels.classes()];
    int count = 0;
    for (int node = 0; node < NODES; node++) {
      if (role == NodeSplits.NONE || splits.role(0, node) == role) {
        shares[labels.number(node)]++;
        count++;
      }
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= count;
    }
    return shares;
  }
}
