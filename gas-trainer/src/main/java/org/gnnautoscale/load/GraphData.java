package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Section;
import org.gnnautoscale.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory: the structure of each part, and features, labels and splits of all nodes.
 *
 * <p>Node ids are global: part p owns a contiguous range of them. Everything but sparse features
 * lies off the heap.
 *
 * <p>Owns its memory until {@link #close}. Immutable once loaded, so that threads may share it.
 */
public final class GraphData implements AutoCloseable {

  private static final String LACKING =
      "the store has no %s, so that no model can be trained on it";

  private final Store store;
  private final Region region;
  private final NodeTables tables;
  private final List<PartData> parts;
  private final MemorySegment scale;
  private final @Nullable SparseRows sparse;

  private GraphData(Store store, Region region, NodeTables tables, List<PartData> parts) {
    this.store = store;
    this.region = region;
    this.tables = tables;
    this.parts = parts;
    this.scale = degreeScales(parts, region, store.manifest().graph().nodes());
    NodeTables.SparseTable table = tables.sparse();
    this.sparse = table == null ? null : table.rows();
  }

  /**
   * Reads all parts of a store.
   *
   * @throws BadDataException if a file is missing or damaged, or contradicts the manifest
   */
  public static GraphData load(Store store, Progress progress) throws IOException {
    Region region = new Region();
    try (Progress.Stage stage = progress.stage("load store", store.manifest().bytes())) {
      GraphShape graph = store.manifest().graph();
      NodeTables tables = NodeTables.allocate(graph, sparseValues(store), region);
      PartLoader loader = new PartLoader(store, tables, region);
      List<PartData> parts = new ArrayList<>();
      for (PartFile file : store.manifest().files()) {
        if (Thread.interrupted()) {
          throw new InterruptedIOException("interrupted while loading " + store.directory());
        }
        parts.add(loader.load(file));
        stage.advance(file.bytes());
      }
      return new GraphData(store, region, tables, List.copyOf(parts));
    } catch (IOException | RuntimeException e) {
      region.close();
      throw e;
    }
  }

  /** Non-zero features of all nodes, from the headers of the parts. */
  private static long sparseValues(Store store) throws IOException {
    long values = 0;
    if (store.manifest().graph().sparseFeatures()) {
      for (PartFile file : store.manifest().files()) {
        store.read(file).close();
        try (PartReader reader = PartReader.open(store.path(file))) {
          values += reader.header().find("featureIndex").map(Section::length).orElse(0L);
        }
      }
    }
    if (values > Integer.MAX_VALUE - 8) {
      throw BadDataException.of("the store has more than 2^31 non-zero features")
          .with("path", store.directory())
          .with("found", values)
          .fix("import the graph with dense features");
    }
    return values;
  }

  /** 1 / sqrt(1 + sum of the weights of in-edges); 0 where that is no number. */
  private static MemorySegment degreeScales(List<PartData> parts, Region region, long nodes) {
    MemorySegment scales = region.allocate(4 * nodes);
    for (PartData part : parts) {
      MemorySegment weight = part.weight();
      for (int row = 0; row < part.nodes(); row++) {
        long from = part.rowPtr().getAtIndex(JAVA_LONG, row);
        long to = part.rowPtr().getAtIndex(JAVA_LONG, row + 1);
        double degree = weight == null ? 1 + to - from : 1 + sum(weight, from, to);
        float scale = degree > 0 ? (float) (1 / Math.sqrt(degree)) : 0;
        scales.setAtIndex(JAVA_FLOAT, part.firstNode() + row, scale);
      }
    }
    return scales;
  }

  private static double sum(MemorySegment values, long from, long to) {
    double sum = 0;
    for (long i = from; i < to; i++) {
      sum += values.getAtIndex(JAVA_FLOAT, i);
    }
    return sum;
  }

  /**
   * Does nothing if a model can be trained on the store.
   *
   * @throws BadDataException if features, labels or splits are absent
   */
  public static void requireTrainable(Store store) throws IOException {
    GraphShape graph = store.manifest().graph();
    require(
        graph.features() > 0,
        store,
        "features",
        "import the graph with features, or with --features degree, random:64 or identity");
    require(graph.classes() > 0, store, "labels", "import the graph from files that have labels");
    require(
        graph.splits() > 0,
        store,
        "splits",
        "import the graph with --split per-class:20:30 or ratio:50:25:25");
  }

  private static void require(boolean holds, Store store, String what, String cure)
      throws IOException {
    if (!holds) {
      throw BadDataException.of(LACKING.formatted(what))
          .with("path", store.directory())
          .fix(cure + ", and partition it again");
    }
  }

  /** Where it was loaded from. */
  public Store store() {
    return store;
  }

  /** Sizes and kinds. */
  public GraphShape shape() {
    return store.manifest().graph();
  }

  /** Nodes of the whole graph. */
  public long numNodes() {
    return shape().nodes();
  }

  /** Number of parts. */
  public int numParts() {
    return parts.size();
  }

  /** How many parts, from the first, are trained on: all, unless the graph is inductive. */
  public int trainingParts() {
    return store.manifest().trainingParts();
  }

  /** Nodes that a part owns. */
  public int nodesOf(int part) {
    return parts.get(part).nodes();
  }

  /** Nodes and arcs of some parts. */
  long size(int[] union) {
    long size = 0;
    for (int part : union) {
      size += parts.get(part).nodes() + parts.get(part).arcs();
    }
    return size;
  }

  /** Bytes that it takes off the heap. */
  public long bytes() {
    return region.bytes();
  }

  PartData part(int part) {
    return parts.get(part);
  }

  /** Dense features, row i for node i; null if they are sparse or absent. */
  public @Nullable Matrix features() {
    return tables.features();
  }

  /** Sparse features, row i for node i; null if they are dense or absent. */
  public @Nullable SparseRows sparseFeatures() {
    return sparse;
  }

  /** Class of a node, -1 for none, if nodes have one label each. */
  public int label(long node) {
    MemorySegment label = tables.label();
    return label == null ? -1 : label.getAtIndex(JAVA_INT, node);
  }

  /** Labels of 0 and 1, row i for node i, if nodes can have several; a row of NaN is unlabelled. */
  public @Nullable Matrix labels() {
    return tables.labels();
  }

  /** Whether a node has a label. */
  public boolean isLabelled(long node) {
    Matrix labels = tables.labels();
    return labels == null ? label(node) >= 0 : !Float.isNaN(labels.get(node, 0));
  }

  /** Role of a node in a split. */
  public Role role(long node, int split) {
    MemorySegment table = tables.split();
    return table == null
        ? Role.NONE
        : Role.of(table.get(JAVA_BYTE, node * shape().splits() + split));
  }

  /** Nodes of a role that have a label. */
  public long count(Role role, int split) {
    long count = 0;
    for (long node = 0; node < numNodes(); node++) {
      if (role(node, split) == role && isLabelled(node)) {
        count++;
      }
    }
    return count;
  }

  /** Mean over the nodes of the parts that are trained on of log(in-degree + 1). */
  public double meanLogDegree() {
    double sum = 0;
    for (PartData part : parts.subList(0, trainingParts())) {
      for (int row = 0; row < part.nodes(); row++) {
        long from = part.rowPtr().getAtIndex(JAVA_LONG, row);
        sum += Math.log1p((double) (part.rowPtr().getAtIndex(JAVA_LONG, row + 1) - from));
      }
    }
    return sum / Math.max(1, store.manifest().trainingNodes());
  }

  /** Factor of a node in the symmetric normalization over the whole graph. */
  float scale(long node) {
    return scale.getAtIndex(JAVA_FLOAT, node);
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    region.close();
  }
}
