package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.jspecify.annotations.Nullable;

/** The rows of {@code nodes.csv}. Not thread-safe. */
final class CsvNodes {

  private static final String EXPECTED = "id[,label][,split][,features...]";

  private final CsvTable table;
  private final int id;
  private final int label;
  private final int split;
  private final int[] featureColumns;
  private final TextIds ids = new TextIds();
  private final LabelColumn labels;
  private final List<float[]> features = new ArrayList<>();
  private byte[] roles = new byte[64];
  private long[] lines = new long[64];

  private CsvNodes(CsvTable table) throws IOException {
    this.table = table;
    this.id = table.column("id", EXPECTED);
    this.label = table.optionalColumn("label");
    this.split = table.optionalColumn("split");
    this.labels = new LabelColumn(table.origin(), "label");
    int[] columns = new int[table.columns().size()];
    int count = 0;
    for (int column = 0; column < columns.length; column++) {
      if (column != id && column != label && column != split) {
        columns[count++] = column;
      }
    }
    this.featureColumns = Arrays.copyOf(columns, count);
  }

  static CsvNodes read(CsvTable table) throws IOException {
    CsvNodes nodes = new CsvNodes(table);
    while (table.next()) {
      nodes.add();
    }
    return nodes;
  }

  TextIds ids() {
    return ids;
  }

  private void add() throws IOException {
    int node = ids.size();
    if (node == lines.length) {
      lines = Arrays.copyOf(lines, 2 * node);
      roles = Arrays.copyOf(roles, 2 * node);
    }
    lines[node] = table.line();
    addId();
    if (label >= 0) {
      labels.add(table, label);
    }
    if (split >= 0) {
      roles[node] = role();
    }
    if (featureColumns.length > 0) {
      features.add(featureRow());
    }
  }

  private void addId() throws IOException {
    String text = table.value(id);
    if (text.isEmpty()) {
      throw table.badValue("a node has no id", id).fix("give every node an id");
    }
    int first = ids.find(text);
    if (first >= 0) {
      throw table
          .badValue("a node occurs twice", id)
          .with("first row", lines[first])
          .fix("remove one of the two rows");
    }
    ids.add(text);
  }

  private byte role() throws IOException {
    return switch (table.value(split).strip()) {
      case "" -> NodeSplits.NONE;
      case "train" -> NodeSplits.TRAIN;
      case "val" -> NodeSplits.VAL;
      case "test" -> NodeSplits.TEST;
      default ->
          throw table
              .badValue("a split is unknown", split)
              .with("expected", "train, val, test or nothing")
              .fix("write one of these");
    };
  }

  private float[] featureRow() throws IOException {
    float[] row = new float[featureColumns.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) table.number(featureColumns[i]);
      if (!Float.isFinite(row[i])) {
        String value = table.value(featureColumns[i]);
        throw FeatureChecks.notFinite(
            table.badValue("a feature is NaN or infinite", featureColumns[i]), value);
      }
    }
    return row;
  }

  RawGraph graph(String name, EdgeList edges) throws IOException {
    @Nullable NodeFeatures rows =
        featureColumns.length == 0
            ? null
            : NodeFeatures.dense(featureColumns.length, features::get);
    @Nullable NodeSplits splits =
        split < 0 ? null : NodeSplits.of(Arrays.copyOf(roles, ids.size()));
    return RawGraph.plain(name, ids.ids(), edges)
        .withFeatures(rows, FeatureChoice.RAW)
        .withLabels(label < 0 ? null : labels.labels())
        .withSplits(splits);
  }
}
