package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import java.util.Arrays;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.jspecify.annotations.Nullable;

/** What a row of the nodes table must keep to, on its own; lengths are for {@link Lengths}. */
final class NodeRules implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String TABLE = "nodes";

  private final GraphSchema schema;
  private final int width;
  private final int classes;

  NodeRules(GraphSchema schema, GraphDescription description) {
    this.schema = schema;
    this.width = description.features();
    this.classes = description.classes();
  }

  /** What is wrong with the row, if anything is. */
  @Nullable Finding check(NodeRow node) {
    if (!node.hasId) {
      return new Finding("a node has no id", TABLE, "give every node an id, or remove the row")
          .with("id", "null");
    }
    Finding found = checkFeatures(node);
    if (found == null) {
      found = checkLabel(node);
    }
    if (found == null) {
      found = checkLabels(node);
    }
    return found == null ? checkSplits(node) : found;
  }

  private @Nullable Finding checkFeatures(NodeRow node) {
    if (schema.features() == FeatureKind.SPARSE) {
      Finding found = checkIndices(node);
      if (found != null) {
        return found;
      }
    }
    float[] features = node.features;
    for (int i = 0; features != null && i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        int[] index = node.index;
        return finding(
                "a feature is not a finite number",
                node,
                "replace it by a number, 0 for example, or remove the node")
            .with("feature", index == null ? i : index[i])
            .with("value", features[i]);
      }
    }
    return null;
  }

  private @Nullable Finding checkIndices(NodeRow node) {
    int[] index = node.index == null ? new int[0] : node.index;
    float[] values = node.features == null ? new float[0] : node.features;
    if (index.length != values.length) {
      return finding(
              "sparse features have unequal numbers of indices and values",
              node,
              "write one value for each index")
          .with("expected", index.length + " values")
          .with("found", values.length + " values");
    }
    int[] sorted = index.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] < 0 || sorted[i] >= (width > 0 ? width : Integer.MAX_VALUE)) {
        return finding(
                "an index of sparse features is out of range",
                node,
                "correct the index, or the number of features in graph.json")
            .with("expected", "0.." + ((width > 0 ? width : Integer.MAX_VALUE) - 1))
            .with("found", sorted[i] == NodeRow.NO_NUMBER ? "null or no int32" : sorted[i]);
      }
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        return finding("sparse features name an index twice", node, "write each index once")
            .with("index", sorted[i]);
      }
    }
    return null;
  }

  private @Nullable Finding checkLabel(NodeRow node) {
    int limit = classes > 0 ? classes : Integer.MAX_VALUE;
    if (node.label >= -1 && node.label < limit) {
      return null;
    }
    return finding(
            "a label is out of range",
            node,
            "use the numbers of classes and -1 for none, or correct the number of classes in"
                + " graph.json")
        .with("expected", "-1 (none) or 0.." + (limit - 1))
        .with("found", node.label == NodeRow.NO_NUMBER ? "no int32" : node.label);
  }

  private @Nullable Finding checkLabels(NodeRow node) {
    float[] labels = node.labels;
    if (labels == null || hasNoLabel(node)) {
      return null;
    }
    for (int c = 0; c < labels.length; c++) {
      if (labels[c] != 0 && labels[c] != 1) {
        return finding(
                "one of several labels is neither 0 nor 1",
                node,
                "use 0 and 1, or leave out all labels of a node that has none")
            .with("label", c)
            .with("value", labels[c]);
      }
    }
    return null;
  }

  private @Nullable Finding checkSplits(NodeRow node) {
    byte[] splits = node.splits;
    for (int s = 0; splits != null && s < splits.length; s++) {
      if (splits[s] < 0 || splits[s] > 3) {
        return finding("a split's entry is out of range", node, "use one of the four numbers")
            .with("split", s)
            .with("expected", "0 none, 1 train, 2 val, 3 test")
            .with("found", splits[s]);
      }
      if (splits[s] != 0 && hasNoLabel(node)) {
        return finding(
                "a node without a label is in a split",
                node,
                "give the node a label, or take it out of the split (0)")
            .with("split", s)
            .with("value", NodeSplits.name(splits[s]));
      }
    }
    return null;
  }

  /** Whether nothing is known of a node's class or labels. */
  boolean hasNoLabel(NodeRow node) {
    if (schema.labels() != LabelKind.MULTI) {
      return node.label < 0;
    }
    float[] labels = node.labels;
    for (int c = 0; labels != null && c < labels.length; c++) {
      if (!Float.isNaN(labels[c])) {
        return false;
      }
    }
    return true;
  }

  private static Finding finding(String what, NodeRow node, String fix) {
    return new Finding(what, TABLE, fix).with("id", node.id());
  }
}
