package org.gnnautoscale.autograd;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * All parameters and buffers of a model.
 *
 * <p>First everything is declared; the first use of a value or gradient ends that, allocates one
 * block of memory for each {@link Group}'s values and one for its gradients, and draws the initial
 * values in the order of declaration. An optimizer thereby works on two long vectors, however many
 * layers there are.
 *
 * <p>Owns its memory until {@link #close}. Not thread-safe.
 */
public final class Parameters implements AutoCloseable {

  /** Pieces begin on a cache line; the gaps are 0 and stay 0. */
  private static final int ALIGNMENT = 16;

  private final long seed;
  private final Map<String, Declared> declared = new LinkedHashMap<>();
  private final Map<Group, Long> sizes = new EnumMap<>(Group.class);
  private final Map<String, Matrix> buffers = new LinkedHashMap<>();
  private @Nullable Map<Group, Matrix> values;
  private @Nullable Map<Group, Matrix> gradients;

  private record Declared(Parameter parameter, ToDoubleFunction<SplittableRandom> initial) {}

  /** No parameters yet; {@code seed} decides the initial values. */
  public Parameters(long seed) {
    this.seed = seed;
  }

  /** A weight drawn evenly from +-sqrt(6 / (rows + cols)) (Glorot and Bengio, AISTATS 2010). */
  public Parameter glorot(String name, int rows, int cols, Group group) {
    return uniform(name, rows, cols, Math.sqrt(6.0 / (rows + cols)), group);
  }

  /** A parameter drawn evenly from -bound to bound. */
  public Parameter uniform(String name, int rows, int cols, double bound, Group group) {
    Parameter parameter = next(name, rows, cols, group);
    return declare(parameter, random -> bound * (2 * random.nextDouble() - 1));
  }

  /** A parameter that begins as {@code value} everywhere, for example a bias or a scale. */
  public Parameter constant(String name, int rows, int cols, double value, Group group) {
    return declare(next(name, rows, cols, group), random -> value);
  }

  /**
   * State that is saved with the model but not trained, for example running statistics.
   *
   * @return [1, width], owned by these parameters
   */
  public Matrix buffer(String name, int width, float value) {
    if (buffers.containsKey(name)) {
      throw new IllegalArgumentException("two buffers are named " + name);
    }
    Matrix buffer = Matrix.allocate(1, width);
    buffer.fill(value);
    buffers.put(name, buffer);
    return buffer;
  }

  /** All parameters, in the order of declaration. */
  public List<Parameter> list() {
    return declared.values().stream().map(Declared::parameter).toList();
  }

  /** All buffers by name, in the order of declaration. */
  public Map<String, Matrix> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** Number of trainable values. */
  public long count() {
    return list().stream().mapToLong(p -> (long) p.rows() * p.cols()).sum();
  }

  /** Values of a group's parameters, one after the other: [1, n], with gaps of zeros. */
  public Matrix values(Group group) {
    if (values == null) {
      allocate();
    }
    return piece(values, group);
  }

  /** Gradients of a group's parameters, laid out as {@link #values}. */
  public Matrix gradients(Group group) {
    if (gradients == null) {
      allocate();
    }
    return piece(gradients, group);
  }

  /** Sets all gradients to 0. */
  public void clearGradients() {
    for (Group group : Group.values()) {
      gradients(group).fill(0);
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    for (Map<Group, Matrix> blocks : List.of(orEmpty(values), orEmpty(gradients))) {
      blocks.values().forEach(Matrix::close);
    }
    buffers.values().forEach(Matrix::close);
  }

  Matrix piece(Matrix block, Parameter p) {
    return Matrix.over(block.segment().asSlice(4 * p.offset()), p.rows(), p.cols());
  }

  private static Matrix piece(@Nullable Map<Group, Matrix> blocks, Group group) {
    Matrix block = orEmpty(blocks).get(group);
    if (block == null) {
      throw new IllegalStateException("parameters are closed");
    }
    return block;
  }

  private static Map<Group, Matrix> orEmpty(@Nullable Map<Group, Matrix> blocks) {
    return blocks == null ? Map.of() : blocks;
  }

  private Parameter next(String name, int rows, int cols, Group group) {
    long offset = sizes.getOrDefault(group, 0L);
    return new Parameter(this, name, group, rows, cols, offset);
  }

  private Parameter declare(Parameter p, ToDoubleFunction<SplittableRandom> initial) {
    if (values != null) {
      throw new IllegalStateException(p.name() + " is declared after the first use of a parameter");
    }
    if (declared.putIfAbsent(p.name(), new Declared(p, initial)) != null) {
      throw new IllegalArgumentException("two parameters are named " + p.name());
    }
    long size = (long) p.rows() * p.cols();
    sizes.put(p.group(), p.offset() + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    return p;
  }

  private void allocate() {
    values = blocks();
    gradients = blocks();
    SplittableRandom random = new SplittableRandom(seed);
    for (Declared d : declared.values()) {
      Matrix value = d.parameter().value();
      for (long r = 0; r < value.rows(); r++) {
        for (int c = 0; c < value.cols(); c++) {
          value.set(r, c, (float) d.initial().applyAsDouble(random));
        }
      }
    }
  }

  private Map<Group, Matrix> blocks() {
    Map<Group, Matrix> blocks = new EnumMap<>(Group.class);
    for (Group group : Group.values()) {
      blocks.put(group, Matrix.allocate(1, Math.toIntExact(sizes.getOrDefault(group, 0L))));
    }
    return blocks;
  }
}
