package org.gnnautoscale.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.gnnautoscale.memory.OffHeap;

/** Vectors of this machine's preferred width, read from and written to addresses. */
final class Simd {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** As many integers. */
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Values in one vector. */
  static final int LANES = FLOATS.length();

  /** Bytes of one vector. */
  static final long BYTES = 4L * LANES;

  private static final MemorySegment MEMORY = OffHeap.everything();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Simd() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER);
  }

  static FloatVector load(long address, VectorMask<Float> lanes) {
    return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER, lanes);
  }

  static void store(FloatVector v, long address) {
    v.intoMemorySegment(MEMORY, address, ORDER);
  }

  static void store(FloatVector v, long address, VectorMask<Float> lanes) {
    v.intoMemorySegment(MEMORY, address, ORDER, lanes);
  }

  static IntVector loadInts(long address) {
    return IntVector.fromMemorySegment(INTS, MEMORY, address, ORDER);
  }

  static IntVector loadInts(long address, VectorMask<Integer> lanes) {
    return IntVector.fromMemorySegment(INTS, MEMORY, address, ORDER, lanes);
  }

  static void store(IntVector v, long address, VectorMask<Integer> lanes) {
    v.intoMemorySegment(MEMORY, address, ORDER, lanes);
  }

  static float get(long address) {
    return MEMORY.get(ValueLayout.JAVA_FLOAT, address);
  }

  static void set(long address, float value) {
    MEMORY.set(ValueLayout.JAVA_FLOAT, address, value);
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  static FloatVector zero() {
    return FloatVector.zero(FLOATS);
  }

  /** The lanes that a row of {@code cols} values fills beyond its last whole vector. */
  static VectorMask<Float> tail(int cols) {
    return FLOATS.indexInRange(0, cols % LANES);
  }

  /** Values of a row of {@code cols} that fill whole vectors. */
  static int whole(int cols) {
    return cols - cols % LANES;
  }
}
