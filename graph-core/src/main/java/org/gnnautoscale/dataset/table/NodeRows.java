package org.gnnautoscale.dataset.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.io.ParquetFile;
import org.gnnautoscale.io.ParquetValues;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/** The table of nodes: a column for each thing that is known of them. */
final class NodeRows {

  private static final int REPORTED = 1 << 10;
  private static final String PLAIN = "features.list.element";

  private final List<Column> columns = new ArrayList<>();
  private final MessageType schema;

  /** A column: its type, and how it writes the value of a node. */
  private record Column(Type type, ValueWriter writer) {}

  private interface ValueWriter {
    void write(int node, RecordConsumer out);
  }

  NodeRows(GraphContent content) {
    if (content.ids().isText()) {
      Type text = ParquetValues.text("id");
      add(text, (node, out) -> out.addBinary(Binary.fromString(content.ids().text(node))));
    } else {
      Type number = ParquetValues.number("id");
      add(number, (node, out) -> out.addLong(content.ids().number(node)));
    }
    if (content.features() != null) {
      addFeatures(content.features());
    }
    if (content.labels() != null) {
      addLabels(content.labels());
    }
    if (content.splits() != null) {
      addSplits(content.splits());
    }
    if (content.weights() != null) {
      NodeFeatures weights = content.weights();
      add(
          ParquetValues.floats("weights"),
          (node, out) -> ParquetValues.write(out, weights.values(node)));
    }
    schema = new MessageType("node", columns.stream().map(Column::type).toList());
  }

  private void add(Type type, ValueWriter writer) {
    columns.add(new Column(type, writer));
  }

  private void addFeatures(NodeFeatures features) {
    if (!features.isSparse()) {
      add(
          ParquetValues.floats("features"),
          (node, out) -> ParquetValues.write(out, features.values(node)));
      return;
    }
    Type pair =
        Types.requiredGroup()
            .addField(ParquetValues.ints("indices"))
            .addField(ParquetValues.floats("values"))
            .named("features");
    add(
        pair,
        (node, out) -> {
          out.startGroup();
          out.startField("indices", 0);
          ParquetValues.write(out, features.indices(node));
          out.endField("indices", 0);
          out.startField("values", 1);
          ParquetValues.write(out, features.values(node));
          out.endField("values", 1);
          out.endGroup();
        });
  }

  private void addLabels(NodeLabels labels) {
    if (labels.isSeveral()) {
      add(
          ParquetValues.floats("labels"),
          (node, out) -> ParquetValues.write(out, labels.row(node)));
    } else {
      Type number = Types.required(PrimitiveTypeName.INT32).named("label");
      add(number, (node, out) -> out.addInteger(labels.number(node)));
    }
  }

  private void addSplits(NodeSplits splits) {
    add(
        ParquetValues.bytes("splits"),
        (node, out) -> {
          int[] roles = new int[splits.count()];
          for (int split = 0; split < roles.length; split++) {
            roles[split] = splits.role(split, node);
          }
          ParquetValues.write(out, roles);
        });
  }

  /** Writes the nodes from one position to before another; gives the bytes of the file. */
  long write(Path file, int from, int to, Progress.Stage stage) throws IOException {
    try (ParquetWriter<Integer> writer = ParquetFile.create(file, schema, this::write, PLAIN)) {
      for (int node = from; node < to; node++) {
        writer.write(node);
        if ((node - from) % REPORTED == REPORTED - 1) {
          stage.advance(REPORTED);
        }
      }
      stage.advance((to - from) % REPORTED);
    }
    return Storage.status(file, "file").getLen();
  }

  private void write(Integer node, RecordConsumer out) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      out.startField(column.type.getName(), i);
      column.writer.write(node, out);
      out.endField(column.type.getName(), i);
    }
  }
}
