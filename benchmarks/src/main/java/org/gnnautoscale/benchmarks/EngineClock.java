package org.gnnautoscale.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.memory.Matrix;

/** Stands before an engine and takes the time of every operation, by what it is for. */
final class EngineClock implements InvocationHandler {

  /** What an operation is for. */
  enum Purpose {
    GEMM("GEMM"),
    AGGREGATION("sums and attention over edges"),
    HISTORY("history: push, pull with dropout"),
    INPUT("input features with dropout"),
    OTHER("bias, ReLU, loss, norms");

    final String words;

    Purpose(String words) {
      this.words = words;
    }
  }

  private final Map<Purpose, Double> seconds = new EnumMap<>(Purpose.class);
  private final Engine engine;
  private double gemmFlops;
  private double edgeValues;

  private EngineClock(Engine engine) {
    this.engine = engine;
  }

  static EngineClock before(Engine engine) {
    return new EngineClock(engine);
  }

  /** The engine whose operations are timed. */
  Engine timed() {
    ClassLoader loader = Engine.class.getClassLoader();
    return (Engine) Proxy.newProxyInstance(loader, new Class<?>[] {Engine.class}, this);
  }

  /** Seconds since the last call, by purpose. */
  Map<Purpose, Double> lap() {
    Map<Purpose, Double> lap = new EnumMap<>(seconds);
    seconds.clear();
    return lap;
  }

  /** Floating-point operations of dense products since the last call. */
  double lapFlops() {
    double flops = gemmFlops;
    gemmFlops = 0;
    return flops;
  }

  /** Values that were read along edges since the last call: edges times width, pass by pass. */
  double lapEdgeValues() {
    double values = edgeValues;
    edgeValues = 0;
    return values;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    long start = System.nanoTime();
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      Purpose purpose = purpose(method.getName(), arguments);
      seconds.merge(purpose, (System.nanoTime() - start) / 1e9, Double::sum);
      if (purpose == Purpose.GEMM) {
        gemmFlops += flops(method.getName(), (Matrix) arguments[0], (Matrix) arguments[1]);
      } else if (purpose == Purpose.AGGREGATION) {
        edgeValues += edgeValues(method.getName(), arguments);
      }
    }
  }

  private static Purpose purpose(String operation, Object[] arguments) {
    return switch (operation) {
      case "product", "productTransposed", "transposedProduct" -> Purpose.GEMM;
      case "aggregate",
          "aggregateHeads",
          "edgeProducts",
          "edgeSoftmax",
          "edgeSoftmaxGradient",
          "aggregateExtreme",
          "aggregateExtremeGradient" ->
          Purpose.AGGREGATION;
      case "gather" -> purpose((Rows) arguments[0]);
      default -> Purpose.OTHER;
    };
  }

  /** A pull has rows of the batch before those of the table, a push nothing else. */
  private static Purpose purpose(Rows rows) {
    return rows.head().rows() > 0 ? Purpose.HISTORY : Purpose.INPUT;
  }

  /** Each operation's width is that of the matrix it writes, or of its products. */
  private static double edgeValues(String operation, Object[] arguments) {
    double edges = ((Adjacency) arguments[0]).numArcs();
    return switch (operation) {
      case "aggregate" -> edges * ((Rows) arguments[1]).cols();
      case "aggregateHeads" -> edges * ((Matrix) arguments[3]).cols();
      case "edgeProducts" -> edges * ((Matrix) arguments[2]).cols();
      case "edgeSoftmax" -> 3 * edges * ((Matrix) arguments[2]).cols();
      case "edgeSoftmaxGradient" -> 5 * edges * ((Matrix) arguments[2]).cols();
      case "aggregateExtreme" -> edges * ((Rows) arguments[1]).cols();
      default -> 2 * edges * ((Matrix) arguments[1]).cols();
    };
  }

  private static double flops(String operation, Matrix a, Matrix b) {
    boolean transposed = operation.equals("productTransposed");
    return 2.0 * a.rows() * a.cols() * (transposed ? b.rows() : b.cols());
  }
}
