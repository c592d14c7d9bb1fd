package org.gnnautoscale.spark.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.graph.DisjointSets;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.spark.SparkFailure;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.IngestJob;
import org.gnnautoscale.spark.ingest.IngestedGraph;
import org.gnnautoscale.spark.ingest.NodeSummary;
import org.gnnautoscale.store.GraphShape;

/** Describes the structure and the contents of a GRAPH directory. */
public final class GraphReport {

  private final SparkSession session;
  private final Path graph;
  private final Progress progress;

  /**
   * How many nodes have a degree in a range.
   *
   * @param from least degree: 0, 1, 2, 4, 8, ...
   * @param to greatest degree: 0, 1, 3, 7, 15, ...
   * @param nodes with such a degree
   */
  public record DegreeRange(long from, long to, long nodes) {}

  /**
   * How many nodes a split has for each purpose.
   *
   * @param train training nodes
   * @param val validation nodes
   * @param test test nodes
   */
  public record SplitCount(long train, long val, long test) {}

  /**
   * What was found.
   *
   * @param name of the data set
   * @param contentHash of nodes and edges, whatever their order and files
   * @param nodes rows of the nodes table
   * @param edges distinct undirected pairs without self-loops (directed: distinct arcs)
   * @param bytes of all files
   * @param directed whether messages flow along the edges' direction only
   * @param weighted whether edges have weights
   * @param textIds whether ids are text rather than numbers
   * @param features width of the features, 0 without any
   * @param sparseFeatures whether they are stored as indices and values
   * @param classes number of classes or labels, 0 without any
   * @param splits number of splits
   * @param isolated nodes without an edge
   * @param degreeMin least number of neighbors (directed: arcs in and out)
   * @param degreeMean average number of neighbors
   * @param degreeMax greatest number of neighbors
   * @param degrees histogram by powers of two
   * @param components connected components, isolated nodes included (directed: weakly connected)
   * @param largestComponent nodes of the largest of them
   * @param labelled nodes with a label
   * @param classCounts nodes of each class that occurs, ascending; empty if these are too many
   * @param classNames text of each class, if labels were text in the source
   * @param splitCounts of each split
   * @param cleaning rows that were dropped, or added on the way in
   */
  public record Result(
      String name,
      String contentHash,
      long nodes,
      long edges,
      long bytes,
      boolean directed,
      boolean weighted,
      boolean textIds,
      int features,
      boolean sparseFeatures,
      int classes,
      int splits,
      long isolated,
      long degreeMin,
      double degreeMean,
      long degreeMax,
      List<DegreeRange> degrees,
      long components,
      long largestComponent,
      long labelled,
      Map<Integer, Long> classCounts,
      List<String> classNames,
      List<SplitCount> splitCounts,
      Map<String, Object> cleaning) {

    /** Copies the collections. */
    public Result {
      degrees = List.copyOf(degrees);
      classCounts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(classCounts));
      classNames = List.copyOf(classNames);
      splitCounts = List.copyOf(splitCounts);
      cleaning = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cleaning));
    }

    /** What {@code gas inspect --json} prints of a GRAPH. */
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("contentHash", contentHash);
      map.put("nodes", nodes);
      map.put("edges", edges);
      map.put("bytes", bytes);
      map.put("directed", directed);
      map.put("weighted", weighted);
      map.put("textIds", textIds);
      map.put("features", features);
      map.put("sparseFeatures", sparseFeatures);
      map.put("classes", classes);
      map.put("splits", splits);
      map.put("isolated", isolated);
      map.put("degree", degreeMap());
      map.put("components", components);
      map.put("largestComponent", largestComponent);
      map.put("labelled", labelled);
      map.put("classCounts", classCounts);
      if (!classNames.isEmpty()) {
        map.put("classNames", classNames);
      }
      map.put("splitCounts", splitCounts);
      map.put("cleaning", cleaning);
      return map;
    }

    private Map<String, Object> degreeMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("min", degreeMin);
      map.put("mean", degreeMean);
      map.put("max", degreeMax);
      map.put("histogram", degrees);
      return map;
    }
  }

  /**
   * Prepares; nothing is read yet.
   *
   * @param graph GRAPH directory, with its scheme
   */
  public GraphReport(SparkSession session, Path graph, Progress progress) {
    this.session = session;
    this.graph = graph;
    this.progress = progress;
  }

  /**
   * Reads and checks every row.
   *
   * @throws org.gnnautoscale.io.BadDataException if the graph cannot be used
   */
  public Result run() throws IOException {
    try (Steps steps = new Steps(session, progress)) {
      return SparkFailure.unwrapped(() -> run(steps));
    }
  }

  private Result run(Steps steps) throws IOException {
    try (IngestedGraph ingested = new IngestJob(session, graph, steps).run();
        GraphXGraph structure = GraphXGraph.of(ingested)) {
      Degrees degrees = steps.run("count degrees", structure::degrees);
      DisjointSets components = steps.run("find components", structure::components);
      return result(ingested, degrees, components);
    }
  }

  private static Result result(IngestedGraph ingested, Degrees degrees, DisjointSets components)
      throws IOException {
    GraphShape shape = ingested.shape();
    NodeSummary nodes = ingested.nodes();
    return new Result(
        shape.name(),
        ingested.contentHash(),
        shape.nodes(),
        shape.edges(),
        ingested.source().bytes(),
        shape.directed(),
        shape.weighted(),
        shape.textIds(),
        shape.features(),
        shape.sparseFeatures(),
        shape.classes(),
        shape.splits(),
        degrees.isolated(),
        degrees.min(),
        degrees.mean(),
        degrees.max(),
        degrees.ranges(),
        components.count(),
        components.largest(),
        nodes.labelled(),
        nodes.classCounts(),
        shape.classNames(),
        nodes.splitCounts().stream().map(GraphReport::splitCount).toList(),
        ingested.cleaning());
  }

  private static SplitCount splitCount(long[] nodes) {
    return new SplitCount(nodes[1], nodes[2], nodes[3]);
  }
}
