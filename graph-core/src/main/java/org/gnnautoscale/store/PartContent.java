package org.gnnautoscale.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The arrays of one part, on their way to a file; see docs/reference/store-format.md.
 *
 * <pre>
 * rowPtr  int64 [nodes + 1]   col  int32 [arcs]: below nodes a local row, else nodes + index into halo
 * halo    int64 [h] ascending global ids
 * </pre>
 *
 * <p>Keeps the arrays that it is given; whoever gives them no longer changes them.
 */
public final class PartContent {

  private final int part;
  private final long firstNode;
  private final int nodes;
  private final int arcs;
  private final int halo;
  private final List<Named> arrays = new ArrayList<>();

  /** An array (long[], int[], float[] or byte[]) with its name, type and number of columns. */
  record Named(String name, ValueType type, int cols, Object values) {

    long length() {
      return java.lang.reflect.Array.getLength(values);
    }
  }

  /** Begins with the structure, which every part has. */
  public PartContent(int part, long firstNode, long[] rowPtr, int[] col, long[] halo) {
    this.part = part;
    this.firstNode = firstNode;
    this.nodes = rowPtr.length - 1;
    this.arcs = col.length;
    this.halo = halo.length;
    add("rowPtr", ValueType.I64, 1, rowPtr);
    add("col", ValueType.I32, 1, col);
    add("halo", ValueType.I64, 1, halo);
  }

  /** Weight of each arc, float32 [arcs]. */
  public PartContent weights(float[] weight) {
    return add("weight", ValueType.F32, 1, weight);
  }

  /** Dense features, float32 [nodes, width]. */
  public PartContent features(float[] values, int width) {
    return add("features", ValueType.F32, width, values);
  }

  /** Sparse features in compressed rows: indices ascend within a row. */
  public PartContent sparseFeatures(long[] ptr, int[] index, float[] value) {
    return add("featurePtr", ValueType.I64, 1, ptr)
        .add("featureIndex", ValueType.I32, 1, index)
        .add("featureValue", ValueType.F32, 1, value);
  }

  /** Class of each node, -1 for none. */
  public PartContent label(int[] label) {
    return add("label", ValueType.I32, 1, label);
  }

  /** Several labels a node, float32 [nodes, classes] of 0 and 1; a row of NaN is unlabelled. */
  public PartContent labels(float[] labels, int classes) {
    return add("labels", ValueType.F32, classes, labels);
  }

  /** Membership, int8 [nodes, splits]: 0 none, 1 train, 2 validation, 3 test. */
  public PartContent split(byte[] split, int splits) {
    return add("split", ValueType.I8, splits, split);
  }

  /** Original ids that are numbers. */
  public PartContent ids(long[] id) {
    return add("id", ValueType.I64, 1, id);
  }

  /** Original ids that are text. */
  public PartContent ids(String[] id) {
    byte[][] encoded = new byte[id.length][];
    long[] ptr = new long[id.length + 1];
    for (int i = 0; i < id.length; i++) {
      encoded[i] = id[i].getBytes(StandardCharsets.UTF_8);
      ptr[i + 1] = ptr[i] + encoded[i].length;
    }
    byte[] text = new byte[Math.toIntExact(ptr[id.length])];
    for (int i = 0; i < id.length; i++) {
      System.arraycopy(encoded[i], 0, text, (int) ptr[i], encoded[i].length);
    }
    return add("idPtr", ValueType.I64, 1, ptr).add("idText", ValueType.U8, 1, text);
  }

  PartHeader header() {
    List<Section> sections = new ArrayList<>();
    long offset = PartHeader.BYTES;
    for (Named array : arrays) {
      long rows = array.cols == 0 ? nodes : array.length() / array.cols;
      Section section = new Section(array.name, array.type, rows, array.cols, offset);
      sections.add(section);
      offset = section.end();
    }
    return new PartHeader(part, nodes, firstNode, arcs, halo, sections);
  }

  List<Named> arrays() {
    return arrays;
  }

  private PartContent add(String name, ValueType type, int cols, Object values) {
    Named array = new Named(name, type, cols, values);
    if (cols > 1 && array.length() != (long) nodes * cols) {
      throw new IllegalArgumentException(
          "%s must hold %d values (%d nodes of %d), got %d"
              .formatted(name, (long) nodes * cols, nodes, cols, array.length()));
    }
    arrays.add(array);
    return this;
  }
}
