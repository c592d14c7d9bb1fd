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

  /** Multiplications of OpenBLAS's short cut; asking costs more than a small product. */
  private static final long SMALL_WORK = Blas.smallWork();

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

  /** Products that would take OpenBLAS's short cut are handed to it in large pieces instead. */
  static Engine shortCut(Engine engine) {
    Pool pool = new Pool(Runtime.getRuntime().availableProcessors());
    Room room = new Room();
    return with(
        engine,
        Map.of(
            "product",
            (e, a) -> {
              Matrix x = (Matrix) a[0];
              Matrix w = (Matrix) a[1];
              Matrix out = (Matrix) a[2];
              if (w.cols() < 16 || !isCutShort(w.size())) {
                e.product(x, w, out, (Write) a[3]);
                return;
              }
              float beta = a[3] == Write.ADD ? 1 : 0;
              Blas.useCallingThread();
              pool.run(
                  out.rows(),
                  piece(w.size()),
                  (from, to) -> Blas.product(x.rows(from, to), w, out.rows(from, to), beta));
            },
            "transposedProduct",
            (e, a) -> {
              Matrix out = (Matrix) a[2];
              if (!isCutShort(out.size())) {
                e.transposedProduct((Matrix) a[0], (Matrix) a[1], out, (Write) a[3]);
                return;
              }
              if (a[3] == Write.SET) {
                out.fill(0);
              }
              addParts(e, pool, room, (Matrix) a[0], (Matrix) a[1], out);
            },
            "close",
            (e, a) -> {
              e.close();
              pool.close();
              room.close();
            }));
  }

  /** As the engine decides: blocks of a million multiplications have at least 40 rows. */
  private static boolean isCutShort(long workOfRow) {
    return SMALL_WORK / Math.max(1, workOfRow) >= 40;
  }

  /** Rows that a thread is given at once; as the engine does. */
  private static long piece(long workOfRow) {
    return Math.max(1024, (4 << 20) / Math.max(1, workOfRow));
  }

  private static void addParts(Engine e, Pool pool, Room room, Matrix x, Matrix y, Matrix out) {
    long piece = Math.max(piece(out.size()), (x.rows() + 15) / 16);
    int parts = Pool.pieces(x.rows(), piece);
    Matrix sums = room.of(parts * out.rows(), out.cols());
    Blas.useCallingThread();
    pool.run(
        x.rows(),
        piece,
        (from, to) -> {
          Matrix sum = part(sums, from / piece, out.rows());
          Blas.transposedProduct(x.rows(from, to), y.rows(from, to), sum, 0);
        });
    for (int p = 0; p < parts; p++) {
      e.axpy(1, part(sums, p, out.rows()), out);
    }
  }

  private static Matrix part(Matrix sums, long part, long rows) {
    return sums.rows(part * rows, (part + 1) * rows);
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
    if (other != null) {
      other.compute(engine, a == null ? new Object[0] : a);
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

    void close() {
      memory.close();
    }
  }
}
