package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.RandomData;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GraphMomentsTest {

  private static final int ROWS = 12;
  private static final int WIDTH = 3;

  /** Pieces of 4, 0, 1 and 7 rows. */
  private static final int[] BOUNDS = {0, 4, 4, 5, 12};

  private final Engine engine = new CpuEngine(1);
  private final Workspace workspace = new Workspace();
  private final Parameters parameters = new Parameters(3);
  private final Matrix x = new RandomData(4).matrix(ROWS, WIDTH);
  private final BatchNorm first = norm("first");
  private final BatchNorm second = norm("second");

  @AfterEach
  void close() {
    parameters.close();
    workspace.close();
    engine.close();
  }

  @Test
  void aNormOfAGraphInPiecesIsThatOfTheWhole() {
    Matrix out = Matrix.allocate(ROWS, WIDTH);

    int passes = inPieces(rows -> rows.batchNorm(first), out);

    assertThat(passes).isEqualTo(2);
    assertClose(out, Dense.of(x).normalizedColumns());
  }

  @Test
  void ofNormsBehindEachOtherEachTakesAPass() {
    Matrix out = Matrix.allocate(ROWS, WIDTH);

    int passes = inPieces(rows -> rows.batchNorm(first).relu().batchNorm(second), out);

    assertThat(passes).isEqualTo(3);
    assertClose(out, Dense.of(x).normalizedColumns().relu().normalizedColumns());
  }

  @Test
  void aGraphInOnePieceTakesOnePass() {
    GraphMoments moments = GraphMoments.none();
    try (Tape tape = Tape.evaluating(engine, workspace, moments)) {
      Matrix out = tape.constant(x).batchNorm(first).value();

      assertClose(out, Dense.of(x).normalizedColumns());
    }
    assertThat(moments.isCollecting()).isFalse();
    assertThat(moments.settle()).isFalse();
  }

  @Test
  void momentsOfSomethingFarFromZeroLoseNothing() {
    for (int r = 0; r < ROWS; r++) {
      x.set(r, 0, 4_096 + r % 2); // mean 4,096.5 and variance 1/4
    }
    Matrix out = Matrix.allocate(ROWS, WIDTH);

    inPieces(rows -> rows.batchNorm(first), out);

    assertThat((double) out.get(5, 0)).isCloseTo(0.5 / Math.sqrt(0.25 + 1e-5), within(1e-3));
  }

  private int inPieces(UnaryOperator<Tensor> operation, Matrix out) {
    GraphMoments moments = GraphMoments.ofPieces();
    int passes = 0;
    do {
      for (int piece = 0; piece + 1 < BOUNDS.length; piece++) {
        try (Tape tape = Tape.evaluating(engine, workspace, moments)) {
          Matrix rows = x.rows(BOUNDS[piece], BOUNDS[piece + 1]);
          Matrix result = operation.apply(tape.constant(rows)).value();
          out.rows(BOUNDS[piece], BOUNDS[piece + 1]).copyFrom(result);
        }
      }
      passes++;
    } while (moments.settle());
    return passes;
  }

  private BatchNorm norm(String name) {
    return BatchNorm.withoutStatistics(parameters, name, WIDTH, Group.REST);
  }

  private static void assertClose(Matrix found, Dense expected) {
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < WIDTH; c++) {
        assertThat((double) found.get(r, c))
            .as("[%d, %d]", r, c)
            .isCloseTo(expected.at(r, c), within(1e-5));
      }
    }
  }
}
