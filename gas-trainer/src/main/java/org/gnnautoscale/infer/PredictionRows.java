package org.gnnautoscale.infer;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.gnnautoscale.io.ParquetValues;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.train.Predictions;

/** Turns the outputs of a model into rows of a Parquet file. */
final class PredictionRows {

  /** Values there hardly repeat. */
  static final String SCORE_COLUMN = "scores.list.element";

  private final GraphShape graph;
  private final boolean isSoftmax;
  private final boolean embeddings;
  private final MessageType schema;
  private int embeddingWidth;

  /**
   * One node on its way to the file.
   *
   * @param id original id: a {@link Long} or a {@link String}
   * @param logits outputs of the model
   * @param embedding outputs of the last hidden layer
   * @param row of the node in both
   */
  record Node(Object id, Matrix logits, Matrix embedding, int row) {}

  /**
   * Rows for the nodes of a graph.
   *
   * @param isSoftmax whether classes compete for a node
   */
  PredictionRows(GraphShape graph, boolean isSoftmax, PredictJob.Columns columns) {
    this.graph = graph;
    this.isSoftmax = isSoftmax;
    this.embeddings = columns == PredictJob.Columns.PREDICTIONS_AND_EMBEDDINGS;
    List<Type> fields = new ArrayList<>();
    fields.add(graph.textIds() ? ParquetValues.text("id") : ParquetValues.number("id"));
    fields.add(prediction());
    fields.add(ParquetValues.floats("scores"));
    if (embeddings) {
      fields.add(ParquetValues.floats("embedding"));
    }
    this.schema = new MessageType("prediction", fields);
  }

  MessageType schema() {
    return schema;
  }

  /** Width of the embeddings written, 0 without. */
  int embeddingWidth() {
    return embeddingWidth;
  }

  void write(Node node, RecordConsumer out) {
    out.startField("id", 0);
    if (node.id() instanceof Long number) {
      out.addLong(number);
    } else {
      out.addBinary(Binary.fromString(node.id().toString()));
    }
    out.endField("id", 0);
    out.startField("prediction", 1);
    prediction(node, out);
    out.endField("prediction", 1);
    out.startField("scores", 2);
    ParquetValues.write(
        out,
        isSoftmax
            ? Predictions.softmax(node.logits(), node.row())
            : Predictions.sigmoid(node.logits(), node.row()));
    out.endField("scores", 2);
    if (embeddings) {
      out.startField("embedding", 3);
      ParquetValues.write(out, node.embedding().row(node.row()).toArray());
      out.endField("embedding", 3);
      embeddingWidth = node.embedding().cols();
    }
  }

  private void prediction(Node node, RecordConsumer out) {
    if (graph.multiLabel()) {
      int[] labels = new int[node.logits().cols()];
      for (int c = 0; c < labels.length; c++) {
        labels[c] = node.logits().get(node.row(), c) > 0 ? 1 : 0;
      }
      ParquetValues.write(out, labels);
      return;
    }
    int best = Predictions.argmax(node.logits(), node.row());
    if (graph.classNames().isEmpty()) {
      out.addInteger(best);
    } else {
      out.addBinary(Binary.fromString(graph.classNames().get(best)));
    }
  }

  private Type prediction() {
    if (graph.multiLabel()) {
      return ParquetValues.ints("prediction");
    }
    return graph.classNames().isEmpty()
        ? Types.required(PrimitiveTypeName.INT32).named("prediction")
        : ParquetValues.text("prediction");
  }
}
