package org.gnnautoscale.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.SparseRows;
import org.junit.jupiter.api.Test;

class PlainGcnTest {

  /** 0 - 1 - 2, and 3 alone. */
  private static final Adjacency EDGES =
      Adjacency.of(4, 4, new int[] {0, 1, 3, 4, 4}, new int[] {1, 0, 2, 1}, null);

  private static final SparseRows FEATURES =
      SparseRows.of(
          3,
          new long[] {0, 2, 3, 5, 6},
          new int[] {0, 2, 1, 0, 1, 2},
          new float[] {1, -2, 3, 0.5f, 1, 2});

  @Test
  void itsGradientsAreThoseOfCentralDifferences() {
    PlainGcn gcn = new PlainGcn(FEATURES, EDGES, new int[] {0, 1, 0, 1}, 2, 1);
    int[] train = {0, 1, 3};
    gcn.loss(train, 0);
    double[][] gradients = gcn.gradients.clone();
    for (int p = 0; p < 4; p++) {
      double[] found = gradients[p];
      double[] parameter = gcn.parameters[p];
      for (int i = 0; i < parameter.length; i++) {
        double before = parameter[i];
        parameter[i] = before + 1e-6;
        double above = gcn.loss(train, 0);
        parameter[i] = before - 1e-6;
        double below = gcn.loss(train, 0);
        parameter[i] = before;

        assertThat(found[i]).isCloseTo((above - below) / 2e-6, within(1e-7));
      }
    }
  }
}
