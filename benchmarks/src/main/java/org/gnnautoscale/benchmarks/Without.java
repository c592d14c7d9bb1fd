package org.gnnautoscale.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Blas;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.jspecify.annotations.Nullable;

/** Engines in which one idea is switched off: operations are made of plainer ones. */
final class Without {

  private Without() {}

  /** What is called instead of an operation. */
  @FunctionalInterface
  interface Instead {

    /** Computes the same as the operation would. */
    void compute(Engine engine, Object[] arguments);
  }

  /** A pull is a copy of all rows, and a sum over edges reads the copy. */
  static Engine histories(Engine engine) {
    Room room = new Room();
    return with(
        engine,
        Map.of(
            "aggregate",
            (e, a) -> {
              Rows x = (Rows) a[1];
              Matrix copy = room.of(x.numRows(), x.cols());
              if (x.count() > 0) {
                e.gather(x, copy);
              }
              Rows read = x.count() > 0 ? Rows.of(copy) : x;
              e.aggregate((Adjacency) a[0], read, (Matrix) a[2], (Write) a[3]);
            }));
  }

  /** The way back of a sum over edges also reaches the halo, for nothing. */
  static Engine constantHalo(Engine engine) {
    Room room = new Room();
    @Nullable Adjacency[] forward = new @Nullable Adjacency[2];
    return with(
        engine,
        Map.of(
            "aggregate",
            (e, a) -> {
              Adjacency edges = (Adjacency) a[0];
              Rows x = (Rows) a[1];
              e.aggregate(edges, x, (Matrix) a[2], (Write) a[3]);
              if (edges.numCols() > edges.numRows()) {
                forward[0] = edges;
                forward[1] = null;
                return;
              }
              if (forward[1] == null) {
                forward[1] = whole(forward[0]);
              }
              Matrix gradient = room.of(forward[1].numRows(), x.cols());
              e.aggregate(forward[1], x, gradient, Write.SET);
            }));
  }

  private static Adjacency whole(Adjacency edges) {
    Adjacency copy =
        Adjacency.of(edges.numRows(), edges.numCols(), edges.rowPtr(), edges.col(), edges.weight());
    return copy.transpose(copy.numCols());
  }

  /** Bias and ReLU, pull and dropout are two passes each. */
  static Engine fusion(Engine engine) {
    Map<String, Instead> instead = new HashMap<>();
    instead.put(
        "addBiasRelu",
        (e, a) -> {
          e.addBias((Matrix) a[0], (Matrix) a[1], (Matrix) a[2]);
          e.relu((Matrix) a[2], (Matrix) a[2]);
        });
    instead.put(
        "gather",
        (e, a) -> {
          Matrix out = (Matrix) a[a.length - 1];
          e.gather((Rows) a[0], out);
          if (a.length == 3) {
            e.dropout(out, (Dropout) a[1], out, Write.SET);
          }
        });
    return with(engine, instead);
  }

  /** Products are handed to OpenBLAS in large pieces, however narrow they are. */
  static Engine shortCut(Engine engine) {
    Pool pool = new Pool(Runtime.getRuntime().availableProcessors());
    return with(
        engine,
        Map.of(
            "product",
            (e, a) -> {
              Matrix x = (Matrix) a[0];
              Matrix out = (Matrix) a[2];
              Blas.useCallingThread();
              pool.run(
                  out.rows(),
                  1 << 12,
                  (from, to) ->
                      Blas.product(
                          x.rows(from, to), (Matrix) a[1], out.rows(from, to), beta(a[3])));
            },
            "transposedProduct",
            (e, a) -> parts(pool, (Matrix) a[0], (Matrix) a[1], (Matrix) a[2], beta(a[3]))));
  }

  private static void parts(Pool pool, Matrix x, Matrix y, Matrix out, float beta) {
    Blas.useCallingThread();
    int parts = 16;
    long piece = (x.rows() + parts - 1) / parts;
    try (Matrix sums = Matrix.allocate(parts * out.rows(), out.cols())) {
      pool.run(
          x.rows(),
          piece,
          (from, to) -> {
            long first = from / piece * out.rows();
            Matrix sum = sums.rows(first, first + out.rows());
            Blas.transposedProduct(x.rows(from, to), y.rows(from, to), sum, 0);
          });
      for (long r = 0; r < out.rows(); r++) {
        for (int c = 0; c < out.cols(); c++) {
          float sum = beta * out.get(r, c);
          for (int p = 0; p < parts; p++) {
            sum += sums.get(p * out.rows() + r, c);
          }
          out.set(r, c, sum);
        }
      }
    }
  }

  private static float beta(Object write) {
    return write == Write.ADD ? 1 : 0;
  }

  private static Engine with(Engine engine, Map<String, Instead> instead) {
    InvocationHandler handler = (proxy, method, a) -> call(engine, instead, method, a);
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, handler);
  }

  private static @Nullable Object call(
      Engine engine, Map<String, Instead> instead, Method method, Object @Nullable [] a)
      throws Throwable {
    Instead other = instead.get(method.getName());
    if (other != null && a != null) {
      other.compute(engine, a);
      return null;
    }
    try {
      return method.invoke(engine, a);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Memory for a matrix that is used again. */
  private static final class Room {

    private Matrix memory = Matrix.allocate(0, 1);

    Matrix of(long rows, int cols) {
      if (memory.size() < rows * cols) {
        memory.close();
        memory = Matrix.allocate(rows * cols, 1);
      }
      return Matrix.over(memory.segment(), rows, cols);
    }
  }
}
