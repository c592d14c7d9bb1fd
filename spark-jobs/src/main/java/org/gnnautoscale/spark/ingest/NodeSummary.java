package org.gnnautoscale.spark.ingest;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.gnnautoscale.dataset.GraphDescription;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes table holds: counts, lengths, the sum of its rows' hashes, and the least bad row.
 *
 * <p>A task fills one for its rows; the driver merges them.
 */
@DefaultSerializer(JavaSerializer.class) // one a task, and Kryo cannot write records
public final class NodeSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NodeRules rules;
  private final Lengths widths = new Lengths("features");
  private final Lengths numLabels = new Lengths("labels");
  private final Lengths numSplits = new Lengths("splits");
  private final LabelCounts classCounts = new LabelCounts();
  private final ArrayList<long[]> splitCounts = new ArrayList<>();
  private final RowHash hash = new RowHash();
  private long nodes;
  private long idBytes;
  private long labelled;
  private int maxIndex = -1;
  private @Nullable Finding finding;

  NodeSummary(NodeRules rules) {
    this.rules = rules;
  }

  static NodeSummary of(NodeRules rules, NodeReader reader, Iterator<InternalRow> rows) {
    NodeSummary summary = new NodeSummary(rules);
    while (rows.hasNext()) {
      summary.add(reader.read(rows.next()));
    }
    return summary;
  }

  private void add(NodeRow node) {
    nodes++;
    idBytes += node.text == null ? Long.BYTES : node.text.length;
    Finding found = rules.check(node);
    if (found != null) {
      finding = Finding.least(finding, found);
      return;
    }
    addFeatures(node);
    addLabels(node);
    addSplits(node);
    addHash(node);
  }

  private void addFeatures(NodeRow node) {
    int[] index = node.index;
    if (index != null) {
      for (int i : index) {
        maxIndex = Math.max(maxIndex, i);
      }
    } else if (node.features != null) {
      widths.add(node.features.length, node);
    }
  }

  private void addLabels(NodeRow node) {
    float[] labels = node.labels;
    if (labels != null) {
      numLabels.add(labels.length, node);
    }
    if (rules.hasNoLabel(node)) {
      return;
    }
    labelled++;
    if (labels == null) {
      classCounts.add(node.label);
      return;
    }
    for (int c = 0; c < labels.length; c++) {
      if (labels[c] == 1) {
        classCounts.add(c);
      }
    }
  }

  private void addSplits(NodeRow node) {
    byte[] splits = node.splits;
    if (splits == null) {
      return;
    }
    numSplits.add(splits.length, node);
    for (int s = 0; s < splits.length; s++) {
      countsOf(s)[splits[s]]++;
    }
  }

  private long[] countsOf(int split) {
    while (splitCounts.size() <= split) {
      splitCounts.add(new long[4]);
    }
    return splitCounts.get(split);
  }

  private void addHash(NodeRow node) {
    if (node.text == null) {
      hash.put(node.number);
    } else {
      hash.put(node.text);
    }
    putFeatures(node);
    hash.put(node.label);
    hash.put(node.labels == null ? new float[0] : node.labels);
    hash.put(node.splits == null ? new byte[0] : node.splits);
    hash.endRow();
  }

  private void putFeatures(NodeRow node) {
    int[] index = node.index;
    float[] features = node.features;
    if (features == null) {
      hash.put(-1);
    } else if (index == null) {
      hash.put(features);
    } else {
      // any order of a row's indices is the same row
      RowHash entries = new RowHash();
      for (int i = 0; i < index.length; i++) {
        entries.put(index[i]);
        entries.put(Float.floatToIntBits(features[i]));
        entries.endRow();
      }
      hash.put(entries);
    }
  }

  void merge(NodeSummary other) {
    nodes += other.nodes;
    idBytes += other.idBytes;
    labelled += other.labelled;
    maxIndex = Math.max(maxIndex, other.maxIndex);
    widths.merge(other.widths);
    numLabels.merge(other.numLabels);
    numSplits.merge(other.numSplits);
    hash.merge(other.hash);
    finding = Finding.least(finding, other.finding);
    classCounts.merge(other.classCounts);
    for (int s = 0; s < other.splitCounts.size(); s++) {
      for (int purpose = 0; purpose < 4; purpose++) {
        countsOf(s)[purpose] += other.splitCounts.get(s)[purpose];
      }
    }
  }

  /** The bad row to show, if there is one; only then are the other values of use. */
  @Nullable Finding finding(GraphDescription stated) {
    if (finding != null) {
      return finding;
    }
    Finding odd = widths.odd(stated.features());
    if (odd == null) {
      odd = numLabels.odd(stated.classes());
    }
    return odd == null ? numSplits.odd(stated.splits()) : odd;
  }

  /** Rows of the table. */
  public long nodes() {
    return nodes;
  }

  /** Bytes of all ids. */
  long idBytes() {
    return idBytes;
  }

  /** Nodes with a label. */
  public long labelled() {
    return labelled;
  }

  /** Width of dense features, or one more than the highest index of sparse ones. */
  int width() {
    return Math.max(widths.usual(), maxIndex + 1);
  }

  /** One more than the highest class, or the number of labels of a node. */
  int classes() {
    return Math.max(numLabels.usual(), classCounts.highest() + 1);
  }

  /** Number of splits. */
  public int splits() {
    return splitCounts.size();
  }

  /** Nodes of each class that occurs, by class; empty if these are too many to be listed. */
  public Map<Integer, Long> classCounts() {
    return classCounts.toMap();
  }

  /** Nodes of each split with purpose none, train, val and test. */
  public List<long[]> splitCounts() {
    return splitCounts.stream().map(long[]::clone).toList();
  }

  RowHash hash() {
    return hash;
  }
}
