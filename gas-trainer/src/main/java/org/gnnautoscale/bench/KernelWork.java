package org.gnnautoscale.bench;

import java.lang.reflect.Method;
import java.util.List;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.NormGradients;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;

/**
 * What one call of an engine's operation cannot do without.
 *
 * <p>Nothing is counted twice: a matrix that is read once counts once, though a kernel may have to
 * read it again, and rows that are read along edges count once for each edge.
 *
 * @param kernel operation and the widths that decide its speed
 * @param flops multiplications and additions of a dense product
 * @param bytes of matrices that are read or written from front to back
 * @param arcs rows that are read in the order of edges
 * @param width values of such a row
 * @param sources how many different rows there are
 */
record KernelWork(
    String kernel, double flops, double bytes, double arcs, int width, double sources) {

  /** Describes a call. */
  static KernelWork of(Method method, Object[] arguments) {
    String name = method.getName();
    return switch (name) {
      case "product", "productTransposed", "transposedProduct" -> product(name, arguments);
      case "aggregate", "aggregateExtreme" -> alongEdges(name, arguments, (Rows) arguments[1]);
      case "aggregateHeads" -> alongEdges(name, arguments, Rows.of((Matrix) arguments[3]));
      case "edgeProducts" -> alongEdges(name, arguments, Rows.of((Matrix) arguments[2]));
      case "edgeSoftmax", "edgeSoftmaxGradient" -> ofScores(name, arguments);
      case "sparseProduct", "addSparseTransposedProduct" -> ofSparse(name, arguments);
      case "gather" -> gather(arguments, (Rows) arguments[0]);
      default -> new KernelWork(name, 0, denseBytes(arguments), 0, 0, 0);
    };
  }

  private static KernelWork product(String name, Object[] arguments) {
    Matrix a = (Matrix) arguments[0];
    Matrix b = (Matrix) arguments[1];
    Matrix out = (Matrix) arguments[2];
    double flops = 2.0 * a.size() * (name.equals("productTransposed") ? b.rows() : b.cols());
    String shape =
        name.equals("transposedProduct")
            ? "[%d, %d]".formatted(out.rows(), out.cols())
            : "%d to %d".formatted(a.cols(), out.cols());
    return new KernelWork(name + " " + shape, flops, denseBytes(arguments), 0, 0, 0);
  }

  /** Reads a row of {@code x} for each entry, and what it has of each entry once. */
  private static KernelWork alongEdges(String name, Object[] arguments, Rows x) {
    Adjacency adjacency = (Adjacency) arguments[0];
    double perEdge =
        switch (name) {
          case "aggregateHeads" -> 4.0 * ((Matrix) arguments[2]).size();
          case "edgeProducts" -> 4.0 * ((Matrix) arguments[3]).size();
          default -> 0;
        };
    return new KernelWork(
        "%s %d".formatted(name, x.cols()),
        0,
        perEdge,
        adjacency.numArcs(),
        x.cols(),
        adjacency.numCols());
  }

  private static KernelWork ofScores(String name, Object[] arguments) {
    Adjacency adjacency = (Adjacency) arguments[0];
    int heads = ((Matrix) arguments[2]).cols();
    return new KernelWork(
        "%s %d".formatted(name, heads),
        0,
        denseBytes(arguments),
        adjacency.numArcs(),
        heads,
        adjacency.numCols());
  }

  /** Reads a row of the weight, or of the gradient, for each value of the features. */
  private static KernelWork ofSparse(String name, Object[] arguments) {
    SparseRows x = (SparseRows) arguments[0];
    Matrix rows = (Matrix) arguments[arguments.length - 2];
    return new KernelWork(
        "%s %d".formatted(name, rows.cols()), 0, 0, x.numValues(), rows.cols(), rows.rows());
  }

  /** Rows of a batch and of its halo in a history, or of a table, or a copy. */
  private static KernelWork gather(Object[] arguments, Rows rows) {
    String name = rows.head().rows() == 0 ? "gather" : rows.count() == 0 ? "push" : "pull";
    boolean drops = arguments.length > 2;
    double read = 4.0 * rows.head().size() + (double) rows.count() * rows.table().rowBytes();
    double bytes = denseBytes(arguments) + read;
    return new KernelWork(drops ? name + " with dropout" : name, 0, bytes, 0, 0, 0);
  }

  /** Every matrix once; what is added to, twice. */
  private static double denseBytes(Object[] arguments) {
    double bytes = 0;
    double last = 0;
    boolean adds = false;
    for (Object argument : arguments) {
      if (argument instanceof NormGradients gradients && gradients.x() != null) {
        last = 4.0 * gradients.x().size();
        bytes += last;
      } else if (argument instanceof Matrix matrix) {
        last = 4.0 * matrix.size();
        bytes += last;
      } else if (argument instanceof Halves halves) {
        bytes += (double) halves.rows() * halves.rowBytes();
      } else if (argument instanceof List<?> matrices) {
        bytes += denseBytes(matrices.toArray());
      } else if (argument == Write.ADD) {
        adds = true;
      }
    }
    return adds ? bytes + last : bytes;
  }
}
