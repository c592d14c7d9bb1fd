package org.gnnautoscale.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.gnnautoscale.io.Storage;

/**
 * A GRAPH directory as any Spark job can write it: rows are given as JSON, which is easy to read.
 */
public final class TinyGraph {

  private String description = "{\"directed\": false}";
  private String nodeColumns = "id bigint";
  private String edgeColumns = "src bigint, dst bigint";
  private List<String> nodes = new ArrayList<>();
  private List<String> edges = new ArrayList<>();
  private int files = 1;

  /** Says what graph.json holds. */
  public TinyGraph description(String json) {
    description = json;
    return this;
  }

  public TinyGraph directed() {
    return description("{\"directed\": true}");
  }

  public TinyGraph nodeColumns(String columns) {
    nodeColumns = columns;
    return this;
  }

  public TinyGraph edgeColumns(String columns) {
    edgeColumns = columns;
    return this;
  }

  /** Adds rows of nodes: JSON objects without the braces. */
  public TinyGraph nodes(String... rows) {
    nodes.addAll(Arrays.asList(rows));
    return this;
  }

  /** Adds nodes with ids from 0 and nothing else. */
  public TinyGraph nodes(int count) {
    for (int id = 0; id < count; id++) {
      nodes.add("id: " + id);
    }
    return this;
  }

  /** Adds rows of edges: two ends, and perhaps a weight, with blanks between. */
  public TinyGraph edges(String... rows) {
    for (String row : rows) {
      String[] cells = row.split(" ", -1);
      String weight = cells.length > 2 ? ", weight: " + cells[2] : "";
      edges.add("src: " + cells[0] + ", dst: " + cells[1] + weight);
    }
    return this;
  }

  /** Turns the order of all rows round, and spreads them over several files. */
  public TinyGraph shuffledOver(int files) {
    this.files = files;
    java.util.Collections.reverse(nodes);
    java.util.Collections.reverse(edges);
    return this;
  }

  public Path write(java.nio.file.Path directory) throws IOException {
    return write(Storage.path(directory.toString()));
  }

  public Path write(Path directory) throws IOException {
    table(nodeColumns, nodes).write().mode(SaveMode.Overwrite).parquet(directory + "/nodes");
    table(edgeColumns, edges).write().mode(SaveMode.Overwrite).parquet(directory + "/edges");
    Path json = new Path(directory, "graph.json");
    Storage.delete(json);
    Storage.writeNew(json, description.getBytes(StandardCharsets.UTF_8));
    return directory;
  }

  private Dataset<Row> table(String columns, List<String> rows) {
    List<String> json = rows.stream().map(row -> "{" + row + "}").toList();
    return TestSession.get()
        .read()
        .schema(columns)
        .option("allowUnquotedFieldNames", true)
        .option("allowSingleQuotes", true)
        .option("mode", "FAILFAST")
        .json(TestSession.get().createDataset(json, Encoders.STRING()))
        .repartition(files);
  }
}
