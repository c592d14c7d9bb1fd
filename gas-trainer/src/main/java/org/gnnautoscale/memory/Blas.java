package org.gnnautoscale.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Dense products by OpenBLAS, the library that ND4J brings, called on our own memory.
 *
 * <p>A call computes on the thread that makes it; several threads may call at the same time. The
 * engine splits a product over its own threads: OpenBLAS's would wait in a busy loop for their next
 * call, on the cores that the other kernels need. A call costs 30 ns above the computation.
 *
 * <p>OpenBLAS 0.3.19 is older than some processors and then falls back to kernels of 256 bits,
 * which is half of the speed or less (Zen 5: 60-75 instead of 166 GFLOP/s a thread). Unless {@code
 * OPENBLAS_CORETYPE} is set, {@link Blas} therefore names the kernels by the instructions there
 * are, which works if it is used before ND4J.
 */
@SuppressWarnings("restricted") // calling a native library is what this class is for
public final class Blas {

  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private static final SymbolLookup LIBRARY = load();

  private static final MethodHandle SGEMM =
      Linker.nativeLinker()
          .downcallHandle(
              LIBRARY.findOrThrow("cblas_sgemm"),
              FunctionDescriptor.ofVoid(
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT, // order, operation on a, operation on b
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT, // m, n, k
                  JAVA_FLOAT,
                  JAVA_LONG,
                  JAVA_INT,
                  JAVA_LONG,
                  JAVA_INT, // alpha, a, lda, b, ldb
                  JAVA_FLOAT,
                  JAVA_LONG,
                  JAVA_INT)); // beta, c, ldc

  private static final MethodHandle SET_THREADS =
      call("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
  private static final MethodHandle GET_THREADS =
      call("openblas_get_num_threads", FunctionDescriptor.of(JAVA_INT));

  private Blas() {}

  /** out = a b + beta out. */
  public static void product(Matrix a, Matrix b, Matrix out, float beta) {
    gemm(PLAIN, PLAIN, a.cols(), a.address(), a.cols(), b, out, beta);
  }

  /** out = a bᵀ + beta out. */
  public static void productTransposed(Matrix a, Matrix b, Matrix out, float beta) {
    gemm(PLAIN, TRANSPOSED, a.cols(), a.address(), a.cols(), b, out, beta);
  }

  /** out = aᵀ b + beta out. */
  public static void transposedProduct(Matrix a, Matrix b, Matrix out, float beta) {
    transposedProduct(a, 0, b, out, beta);
  }

  /** out = cᵀ b + beta out, where c are as many columns of a as out has rows. */
  public static void transposedProduct(
      Matrix a, int firstColumn, Matrix b, Matrix out, float beta) {
    int k = Math.toIntExact(a.rows());
    gemm(TRANSPOSED, PLAIN, k, a.address() + 4L * firstColumn, a.cols(), b, out, beta);
  }

  /**
   * Sees to it that a call computes on the calling thread alone, which ND4J changes when it starts.
   *
   * <p>Call before products that several threads compute together.
   */
  public static void useCallingThread() {
    try {
      if ((int) GET_THREADS.invokeExact() != 1) {
        SET_THREADS.invokeExact(1);
      }
    } catch (Throwable e) {
      throw new LinkageError("OpenBLAS cannot be called", e);
    }
  }

  /**
   * Multiplications up to which a product takes a short cut that does not rearrange its factors
   * first; 0 if these kernels have none.
   *
   * <p>OpenBLAS has it for AVX-512 since 0.3.17 (m n k up to 100^3), for products of two plain
   * matrices or with the first one transposed. Where one side is narrow it is twice as fast.
   */
  public static long smallWork() {
    String kernels = kernels();
    return kernels.equals("SkylakeX") || kernels.equals("Cooperlake") ? 1_000_000 : 0;
  }

  /** Name of the kernels that OpenBLAS has chosen, for example Haswell. */
  public static String kernels() {
    try {
      MethodHandle name = call("openblas_get_corename", FunctionDescriptor.of(ADDRESS));
      return ((MemorySegment) name.invokeExact()).reinterpret(64).getString(0);
    } catch (Throwable e) {
      throw new LinkageError("OpenBLAS cannot be called", e);
    }
  }

  private static void gemm(
      int opA, int opB, int k, long a, int lda, Matrix b, Matrix out, float beta) {
    int m = Math.toIntExact(out.rows());
    int n = out.cols();
    if (m == 0 || n == 0) {
      return;
    }
    int ldb = Math.max(1, b.cols());
    try {
      SGEMM.invokeExact(
          ROW_MAJOR,
          opA,
          opB,
          m,
          n,
          k,
          1f,
          a,
          Math.max(1, lda),
          b.address(),
          ldb,
          beta,
          out.address(),
          n);
    } catch (Throwable e) {
      throw new LinkageError("cblas_sgemm cannot be called", e);
    }
  }

  private static MethodHandle call(String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), type);
  }

  private static SymbolLookup load() {
    chooseKernels();
    Loader.load(openblas_nolapack.class);
    return Loader.getLoadedLibraries().values().stream()
        .filter(file -> Path.of(file).getFileName().toString().startsWith("libopenblas"))
        .findFirst()
        .map(file -> SymbolLookup.libraryLookup(Path.of(file), Arena.global()))
        .orElseGet(SymbolLookup::loaderLookup);
  }

  private static void chooseKernels() {
    if (System.getenv("OPENBLAS_CORETYPE") == null) {
      kernelsOf(Path.of("/proc/cpuinfo"))
          .ifPresent(name -> setEnvironment("OPENBLAS_CORETYPE", name));
    }
  }

  /** The widest kernels that a processor runs, where OpenBLAS 0.3.19 might not know it. */
  static Optional<String> kernelsOf(Path cpuInfo) {
    if (!Files.isReadable(cpuInfo)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(cpuInfo)) {
      String flags = lines.filter(line -> line.startsWith("flags")).findFirst().orElse("") + " ";
      boolean wide =
          flags.contains(" avx512f ")
              && flags.contains(" avx512bw ")
              && flags.contains(" avx512dq ")
              && flags.contains(" avx512vl ");
      if (!wide) {
        return Optional.empty();
      }
      return Optional.of(flags.contains(" avx512_bf16 ") ? "Cooperlake" : "SkylakeX");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setEnvironment(String name, String value) {
    Linker linker = Linker.nativeLinker();
    MemoryLayout[] arguments = {ADDRESS, ADDRESS, JAVA_INT};
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(JAVA_INT, arguments));
    try (Arena arena = Arena.ofConfined()) {
      int ignored =
          (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
    } catch (Throwable e) {
      throw new LinkageError("setenv cannot be called", e);
    }
  }
}
