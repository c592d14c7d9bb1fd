package org.gnnautoscale.dataset.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of one of the allowed classes: how it was made, and the state it was given. */
public final class PickledObject {

  private final PickledClass made;
  private final List<?> arguments;
  private @Nullable Object state;

  PickledObject(PickledClass made, List<?> arguments) {
    this.made = made;
    this.arguments = arguments;
  }

  void build(Object newState) {
    state = newState;
  }

  /** A field of a sparse matrix; empty if the object is none, or has no such field. */
  public Optional<Object> field(String name) {
    boolean matrix = made == PickledClass.SPARSE_MATRIX;
    return matrix && state instanceof Map<?, ?> fields
        ? Optional.ofNullable(fields.get(name))
        : Optional.empty();
  }

  /** Shape and values of a NumPy array of numbers; empty if the object is none. */
  public Optional<PickledArray> array() {
    if (made != PickledClass.RECONSTRUCT
        || !(state instanceof List<?> parts)
        || parts.size() != 5
        || !(parts.get(1) instanceof List<?> axes)
        || !(parts.get(2) instanceof PickledObject type)
        || !(parts.get(3) instanceof Boolean fortranOrder)
        || !(parts.get(4) instanceof String raw)) {
      return Optional.empty();
    }
    return type.typeName().flatMap(name -> array(axes, name, fortranOrder, raw));
  }

  /** As {@code <i4}; empty if the object is no dtype. */
  private Optional<String> typeName() {
    if (made != PickledClass.TYPE || arguments.isEmpty()) {
      return Optional.empty();
    }
    boolean bigEndian =
        state instanceof List<?> parts && parts.size() > 1 && ">".equals(parts.get(1));
    return Optional.of((bigEndian ? ">" : "<") + arguments.get(0));
  }

  private static Optional<PickledArray> array(
      List<?> axes, String type, boolean fortranOrder, String raw) {
    int[] shape = new int[axes.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      if (!(axes.get(i) instanceof Integer length) || length < 0) {
        return Optional.empty();
      }
      shape[i] = length;
      count *= length;
    }
    boolean wide = type.endsWith("8");
    int bytes = wide ? Long.BYTES : Integer.BYTES;
    if (!type.matches("[<>][if][48]") || raw.length() != count * bytes) {
      return Optional.empty();
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1))
            .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      double value =
          type.charAt(1) == 'f'
              ? wide ? buffer.getDouble() : buffer.getFloat()
              : wide ? buffer.getLong() : buffer.getInt();
      boolean columns = fortranOrder && shape.length == 2;
      values[columns ? i % shape[0] * shape[1] + i / shape[0] : i] = value;
    }
    return Optional.of(new PickledArray(shape, values));
  }
}
