package org.gnnautoscale.autograd;

import java.util.List;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Matrix;

/** Operations of {@link Tensor} that put columns side by side or on top of each other. */
final class Columnwise {

  private Columnwise() {}

  static Tensor concat(List<Tensor> parts) {
    Tape tape = parts.get(0).tape();
    int rows = parts.get(0).rows();
    int cols = parts.stream().mapToInt(Tensor::cols).sum();
    int gradRows = parts.stream().mapToInt(Tensor::gradRows).max().orElse(0);
    Matrix out = tape.matrix(rows, cols);
    int at = 0;
    for (Tensor part : parts) {
      tape.engine().copyColumns(part.value(), 0, out, at, part.cols(), Write.SET);
      at += part.cols();
    }
    Tensor result = new Tensor(tape, out, gradRows);
    result.onBackward(
        g -> {
          int first = 0;
          for (Tensor part : parts) {
            int from = first;
            part.giveGradient((to, write) -> copyTo(tape.engine(), g, from, to, write));
            first += part.cols();
          }
        });
    return result;
  }

  static Tensor meanOfHeads(Tensor x, int heads) {
    Tape tape = x.tape();
    int width = x.cols() / heads;
    Matrix out = tape.matrix(x.rows(), width);
    for (int h = 0; h < heads; h++) {
      Write write = h == 0 ? Write.SET : Write.ADD;
      tape.engine().copyColumns(x.value(), h * width, out, 0, width, write);
    }
    tape.engine().scale(1f / heads, out);
    Tensor result = new Tensor(tape, out, x.gradRows());
    result.onBackward(
        g -> {
          tape.engine().scale(1f / heads, g);
          x.giveGradient(
              (to, write) -> {
                for (int h = 0; h < heads; h++) {
                  tape.engine().copyColumns(g, 0, to, h * width, width, write);
                }
              });
        });
    return result;
  }

  private static void copyTo(Engine engine, Matrix g, int from, Matrix to, Write write) {
    engine.copyColumns(g.rows(0, to.rows()), from, to, 0, to.cols(), write);
  }
}
