package org.gnnautoscale.spark.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;

/** A GRAPH directory whose tables have usable columns; rows are not read yet. */
public final class GraphSource {

  /** Spark's own name for it: a directory may be named {@code g[1]}, which is no pattern. */
  private static final String EXPAND_PATTERNS = "__globPaths__";

  private final Path path;
  private final GraphDescription description;
  private final GraphSchema schema;
  private final Dataset<Row> nodes;
  private final Dataset<Row> edges;

  private GraphSource(
      Path path,
      GraphDescription description,
      GraphSchema schema,
      Dataset<Row> nodes,
      Dataset<Row> edges) {
    this.path = path;
    this.description = description;
    this.schema = schema;
    this.nodes = nodes;
    this.edges = edges;
  }

  /**
   * Opens a directory; reads {@code graph.json} and the tables' schemas.
   *
   * @throws BadDataException if it is no GRAPH, or has columns that cannot be used
   */
  public static GraphSource open(SparkSession session, Path graph) throws IOException {
    GraphDescription description = GraphDescription.read(graph);
    Dataset<Row> nodes = table(session, new Path(graph, "nodes"));
    Dataset<Row> edges = table(session, new Path(graph, "edges"));
    GraphSchema schema = GraphSchema.of(nodes.schema(), edges.schema());
    return new GraphSource(graph, description, schema, nodes, edges);
  }

  private static Dataset<Row> table(SparkSession session, Path directory) throws IOException {
    Storage.status(directory, "table");
    FileSystem system = Storage.system(directory);
    RemoteIterator<LocatedFileStatus> files = system.listFiles(directory, true);
    int found = 0;
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      String name = file.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      found++;
      // Spark passes over empty files in silence: rows would be missing
      if (file.getLen() == 0) {
        throw BadDataException.of("a file of a table is empty")
            .with("file", file.getPath())
            .fix("restore the file, or import the graph again with --overwrite");
      }
    }
    if (found == 0) {
      throw BadDataException.of("a table has no files")
          .with("path", directory)
          .fix("write the table as Parquet files into this directory");
    }
    return session.read().option(EXPAND_PATTERNS, "false").parquet(directory.toString());
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /** What {@code graph.json} says. */
  public GraphDescription description() {
    return description;
  }

  /** Which columns there are. */
  public GraphSchema schema() {
    return schema;
  }

  /** Bytes of all files. */
  public long bytes() throws IOException {
    return Storage.system(path).getContentSummary(path).getLength();
  }

  /** Rows of nodes, with the columns of {@link GraphSchema#nodeColumns}. */
  public JavaRDD<InternalRow> nodeRows() {
    return rows(nodes.select(schema.nodeColumns()));
  }

  /** The ids of nodes alone. */
  JavaRDD<InternalRow> nodeIds() {
    return rows(nodes.select(schema.idColumn()));
  }

  /** The ids of nodes and their purposes in the splits, which must be there. */
  JavaRDD<InternalRow> nodeSplits() {
    return rows(nodes.select(schema.idColumn(), schema.splitsColumn()));
  }

  /** Rows of edges, with the columns of {@link GraphSchema#edgeColumns}. */
  JavaRDD<InternalRow> edgeRows() {
    return rows(edges.select(schema.edgeColumns()));
  }

  /** Number of rows of edges; reads no column, and needs no shuffle as a query's count does. */
  long countEdges() {
    return rows(edges.select()).count();
  }

  /** Rows as Spark holds them: without a conversion to boxed values, which costs most of a scan. */
  private static JavaRDD<InternalRow> rows(Dataset<Row> table) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) table).queryExecution().toRdd().toJavaRDD();
  }

  /** The error for a bad row, with the file and the row in it, counted from 1. */
  BadDataException toException(Finding finding) {
    boolean isNode = finding.table().equals("nodes");
    Column matches =
        isNode ? matches("id", finding) : matches("src", finding).and(matches("dst", finding));
    List<Row> places =
        (isNode ? nodes : edges)
            .where(matches)
            .select(
                functions.col("_metadata.file_name").as("file"),
                functions.col("_metadata.row_index").as("row"))
            .orderBy("file", "row")
            .limit(finding.rows())
            .collectAsList();
    return finding.toException(describe(finding.table(), places));
  }

  private static List<String> describe(String table, List<Row> places) {
    if (places.size() == 1) {
      Row row = places.get(0);
      return List.of(
          "file", table + "/" + row.getString(0), "row", String.valueOf(row.getLong(1) + 1));
    }
    List<String> all = new ArrayList<>();
    for (Row row : places) {
      all.add("%s/%s row %d".formatted(table, row.getString(0), row.getLong(1) + 1));
    }
    return all.isEmpty() ? List.of() : List.of("rows", String.join(", ", all));
  }

  private static Column matches(String column, Finding finding) {
    String value = finding.value(column);
    return value == null || value.equals("null")
        ? functions.col(column).isNull()
        : functions.col(column).cast("string").equalTo(value);
  }
}
