package org.gnnautoscale.spark.shard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.spark.ingest.NodeRow;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.PartContent;

/** What is known of the nodes of one part, gathered in any order. */
final class PartNodes {

  private final GraphShape shape;
  private final int first;
  private final int nodes;
  private final float[] dense;
  private final int[][] index;
  private final float[][] value;
  private final int[] label;
  private final float[] labels;
  private final byte[] splits;
  private final long[] number;
  private final String[] text;
  private int added;

  PartNodes(GraphShape shape, int first, int nodes) {
    this.shape = shape;
    this.first = first;
    this.nodes = nodes;
    boolean sparse = shape.sparseFeatures();
    dense = new float[sparse ? 0 : Math.multiplyExact(nodes, shape.features())];
    index = new int[sparse ? nodes : 0][];
    value = new float[sparse ? nodes : 0][];
    label = new int[nodes];
    labels = new float[shape.multiLabel() ? Math.multiplyExact(nodes, shape.classes()) : 0];
    splits = new byte[Math.multiplyExact(nodes, shape.splits())];
    number = new long[shape.textIds() ? 0 : nodes];
    text = new String[shape.textIds() ? nodes : 0];
  }

  /** Adds a node whose {@link NodeRow#node} is its global id. */
  void add(NodeRow node) {
    int row = node.node - first;
    added++;
    addId(node, row);
    addFeatures(node, row);
    label[row] = node.label;
    if (shape.multiLabel()) {
      addLabels(node, row);
    }
    byte[] ofNode = node.splits;
    if (ofNode != null) {
      System.arraycopy(ofNode, 0, splits, row * shape.splits(), ofNode.length);
    }
  }

  private void addId(NodeRow node, int row) {
    if (node.text == null) {
      number[row] = node.number;
    } else {
      text[row] = new String(node.text, StandardCharsets.UTF_8);
    }
  }

  private void addFeatures(NodeRow node, int row) {
    float[] features = node.features == null ? new float[0] : node.features;
    if (!shape.sparseFeatures()) {
      // a node without features has zeros
      System.arraycopy(features, 0, dense, row * shape.features(), features.length);
      return;
    }
    int[] indices = node.index == null ? new int[0] : node.index;
    int[] order =
        IntStream.range(0, indices.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(indices[a], indices[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    index[row] = Arrays.stream(order).map(i -> indices[i]).toArray();
    value[row] = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      value[row][i] = features[order[i]];
    }
  }

  private void addLabels(NodeRow node, int row) {
    int from = row * shape.classes();
    float[] ofNode = node.labels;
    if (ofNode == null) {
      Arrays.fill(labels, from, from + shape.classes(), Float.NaN);
    } else {
      System.arraycopy(ofNode, 0, labels, from, ofNode.length);
    }
  }

  /** Nodes of the training set of the first split. */
  long training() {
    long training = 0;
    for (int v = 0; v < splits.length; v += shape.splits()) {
      training += splits[v] == NodeSplits.TRAIN ? 1 : 0;
    }
    return training;
  }

  /** Adds the arrays to a part's content. */
  void addTo(PartContent content) {
    if (added != nodes) {
      throw new IllegalStateException(
          "nodes table must not change while it is read: %d of %d rows of a part"
              .formatted(added, nodes));
    }
    if (shape.sparseFeatures()) {
      addSparseFeatures(content);
    } else if (shape.features() > 0) {
      content.features(dense, shape.features());
    }
    if (shape.multiLabel()) {
      content.labels(labels, shape.classes());
    } else if (shape.classes() > 0) {
      content.label(label);
    }
    if (shape.splits() > 0) {
      content.split(splits, shape.splits());
    }
    if (shape.textIds()) {
      content.ids(text);
    } else {
      content.ids(number);
    }
  }

  private void addSparseFeatures(PartContent content) {
    long[] ptr = new long[nodes + 1];
    for (int v = 0; v < nodes; v++) {
      ptr[v + 1] = ptr[v] + index[v].length;
    }
    int[] indices = new int[PartLimit.requireSparseFits(ptr[nodes])];
    float[] values = new float[indices.length];
    for (int v = 0; v < nodes; v++) {
      System.arraycopy(index[v], 0, indices, (int) ptr[v], index[v].length);
      System.arraycopy(value[v], 0, values, (int) ptr[v], value[v].length);
    }
    content.sparseFeatures(ptr, indices, values);
  }
}
