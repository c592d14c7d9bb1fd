package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
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
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<float[]> features = new ArrayList<>();
  private byte[] roles = new byte[64];
  private long[] lines = new long[64];

  private CsvNodes(CsvTable table) throws IOException {
    this.table = table;
    this.id = table.column("id", EXPECTED);
    this.label = table.optionalColumn("label");
    this.split = table.optionalColumn("split");
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

  Map<String, Integer> positions() {
    return positions;
  }

  private void add() throws IOException {
    int node = ids.size();
    if (node == lines.length) {
      lines = Arrays.copyOf(lines, 2 * node);
      roles = Arrays.copyOf(roles, 2 * node);
    }
    lines[node] = table.line();
    ids.add(checkedId());
    if (label >= 0) {
      labels.add(table.value(label).strip());
    }
    if (split >= 0) {
      roles[node] = role();
    }
    if (featureColumns.length > 0) {
      features.add(featureRow());
    }
  }

  private String checkedId() throws IOException {
    String text = table.value(id);
    if (text.isEmpty()) {
      throw table.badValue("a node has no id", id).fix("give every node an id");
    }
    @Nullable Integer first = positions.putIfAbsent(text, ids.size());
    if (first != null) {
      throw table
          .badValue("a node occurs twice", id)
          .with("first row", lines[first])
          .fix("remove one of the two rows");
    }
    return text;
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
    return RawGraph.plain(name, nodeIds(), edges)
        .withFeatures(rows, FeatureChoice.RAW)
        .withLabels(label < 0 ? null : nodeLabels())
        .withSplits(splits);
  }

  /** Numbers only if all ids are written as numbers are, so that each is given back as it was. */
  private NodeIds nodeIds() {
    String[] texts = ids.toArray(String[]::new);
    long[] numbers = new long[texts.length];
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].matches("0|-?[1-9][0-9]{0,17}")) {
        return NodeIds.texts(texts);
      }
      numbers[i] = Long.parseLong(texts[i]);
    }
    return NodeIds.numbers(numbers);
  }

  private NodeLabels nodeLabels() throws IOException {
    boolean numbers =
        labels.stream().allMatch(text -> text.isEmpty() || text.matches("[+-]?[0-9]+(\\.[0-9]*)?"));
    if (!numbers) {
      return NodeLabels.texts(labels.toArray(String[]::new));
    }
    int[] classOf = new int[labels.size()];
    int most = -1;
    for (int node = 0; node < classOf.length; node++) {
      classOf[node] = labels.get(node).isEmpty() ? -1 : classNumber(node);
      most = Math.max(most, classOf[node]);
    }
    return NodeLabels.numbers(classOf, most + 1);
  }

  private int classNumber(int node) throws IOException {
    double number = Double.parseDouble(labels.get(node));
    if (number != Math.rint(number) || number < -1 || number >= Integer.MAX_VALUE) {
      throw NodeLabels.outOfRange(
          table
              .origin()
              .bad("label is out of range")
              .with("row", lines[node])
              .with("column", "label"),
          labels.get(node),
          0);
    }
    return (int) number;
  }
}
