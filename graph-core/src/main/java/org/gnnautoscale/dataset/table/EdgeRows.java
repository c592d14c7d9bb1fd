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
import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.io.ParquetFile;
import org.gnnautoscale.io.ParquetValues;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/** The table of edges. */
final class EdgeRows {

  private static final int REPORTED = 1 << 14;

  private final NodeIds ids;
  private final EdgeSource edges;
  private final MessageType schema;

  EdgeRows(NodeIds ids, EdgeSource edges) {
    this.ids = ids;
    this.edges = edges;
    this.schema = schema(ids.isText(), edges.isWeighted());
  }

  /** An edge on its way to the file. */
  private static final class Edge {
    private int src;
    private int dst;
    private float weight;
  }

  private static MessageType schema(boolean text, boolean weighted) {
    List<Type> columns = new ArrayList<>();
    for (String end : new String[] {"src", "dst"}) {
      columns.add(text ? ParquetValues.text(end) : ParquetValues.number(end));
    }
    if (weighted) {
      columns.add(Types.required(PrimitiveTypeName.FLOAT).named("weight"));
    }
    return new MessageType("edge", columns);
  }

  /** Writes a slice of the edges; gives the bytes of the file. */
  long write(Path file, int slice, Progress.Stage stage) throws IOException {
    try (ParquetWriter<Edge> writer =
        ParquetFile.create(file, schema, this::write, ids.isText() ? "weight" : "dst")) {
      Edge edge = new Edge();
      long[] unreported = new long[1];
      edges.forEach(
          slice,
          (src, dst, weight) -> {
            edge.src = src;
            edge.dst = dst;
            edge.weight = weight;
            writer.write(edge);
            if (++unreported[0] == REPORTED) {
              stage.advance(REPORTED);
              unreported[0] = 0;
            }
          });
      stage.advance(unreported[0]);
    }
    return Storage.status(file, "file").getLen();
  }

  private void write(Edge edge, RecordConsumer out) {
    id(out, "src", 0, edge.src);
    id(out, "dst", 1, edge.dst);
    if (edges.isWeighted()) {
      out.startField("weight", 2);
      out.addFloat(edge.weight);
      out.endField("weight", 2);
    }
  }

  private void id(RecordConsumer out, String field, int number, int node) {
    out.startField(field, number);
    if (ids.isText()) {
      out.addBinary(Binary.fromString(ids.text(node)));
    } else {
      out.addLong(ids.number(node));
    }
    out.endField(field, number);
  }
}
