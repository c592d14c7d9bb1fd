package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Section;
import org.gnnautoscale.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory: the structure of each part, and features, labels and splits of all nodes.
 *
 * <p>Node ids are global: part p owns a contiguous range of them. Everything lies off the heap;
 * features and structure, which are most of it, may lie on a local disk instead of in RAM. They are
 * addressed alike.
 *
 * <p>Owns its memory until {@link #close}. Immutable once loaded, so that threads may share it.
 */
public final class GraphData implements AutoCloseable {

  private static final String LACKING =
      "the store has no %s, so that no model can be trained on it";

  private final Store store;
  private final Regions regions;
  private final NodeTables tables;
  private final List<PartData> parts;
  private final Degrees degrees;
  private @Nullable SparseRows allSparse;

  private GraphData(
      Store store, Regions regions, NodeTables tables, List<PartData> parts, Degrees degrees) {
    this.store = store;
    this.regions = regions;
    this.tables = tables;
    this.parts = parts;
    this.degrees = degrees;
  }

  /**
   * Where a graph lies.
   *
   * @param small labels, splits, and what is 8 bytes a node or less: always in RAM
   * @param large features and structure
   */
  private record Regions(Region small, Region large) implements AutoCloseable {

    @Override
    public void close() {
      small.close();
      large.close();
    }
  }

  /**
   * Reads all parts of a store into RAM.
   *
   * @throws BadDataException if a file is missing or damaged, or contradicts the manifest
   */
  public static GraphData load(Store store, Progress progress) throws IOException {
    return load(store, sparseValues(store), new Region(), progress);
  }

  /**
   * Reads all parts of a store, and keeps features and structure on a local disk.
   *
   * @param directory where a temporary file lives until the graph is closed
   * @throws BadDataException if a file is missing or damaged, or contradicts the manifest
   * @throws IOException if the disk has no room
   */
  public static GraphData loadOnDisk(Store store, Path directory, Progress progress)
      throws IOException {
    long values = sparseValues(store);
    Region large = Region.onDisk(directory, largeBytes(store.manifest(), values));
    return load(store, values, large, progress);
  }

  private static GraphData load(Store store, long sparseValues, Region large, Progress progress)
      throws IOException {
    Regions regions = new Regions(new Region(), large);
    Manifest manifest = store.manifest();
    try (Progress.Stage stage = progress.stage("load store", manifest.bytes())) {
      GraphShape graph = manifest.graph();
      NodeTables tables = NodeTables.allocate(graph, sparseValues, regions.small(), large);
      Degrees degrees = new Degrees(graph.nodes(), regions.small());
      PartLoader loader = new PartLoader(store, tables, large);
      List<PartData> parts = new ArrayList<>();
      for (PartFile file : manifest.files()) {
        if (Thread.interrupted()) {
          throw new InterruptedIOException("interrupted while loading " + store.directory());
        }
        PartData part = loader.load(file);
        degrees.scales(part);
        if (part.part() < manifest.trainingParts()) {
          degrees.count(part);
        }
        parts.add(part);
        stage.advance(file.bytes());
      }
      return new GraphData(store, regions, tables, List.copyOf(parts), degrees);
    } catch (IOException | RuntimeException | Error e) {
      regions.close();
      throw e;
    }
  }

  /**
   * Bytes of features and structure.
   *
   * @param sparseValues non-zero features of all nodes, if they are sparse
   */
  private static long largeBytes(Manifest manifest, long sparseValues) {
    GraphShape graph = manifest.graph();
    long bytes =
        graph.sparseFeatures()
            ? 2 * Region.room(4 * sparseValues)
            : Region.room(4 * graph.nodes() * graph.features());
    for (PartFile part : manifest.files()) {
      bytes +=
          Region.room(8 * (part.nodes() + 1))
              + Region.room(4 * part.arcs()) * (graph.weighted() ? 2 : 1)
              + Region.room(8 * part.halo());
    }
    return bytes;
  }

  /** Non-zero features of all nodes, from the headers of the parts. */
  private static long sparseValues(Store store) throws IOException {
    long values = 0;
    if (store.manifest().graph().sparseFeatures()) {
      for (PartFile file : store.manifest().files()) {
        // tells of a file that is missing or cut off, in words that the reader does not have
        store.read(file).close();
        try (PartReader reader = PartReader.open(store.path(file))) {
          values += reader.header().find("featureIndex").map(Section::length).orElse(0L);
        }
      }
    }
    return values;
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
      size += (long) parts.get(part).nodes() + parts.get(part).arcs();
    }
    return size;
  }

  /** Nodes, arcs and sparse features of all parts. */
  long size() {
    SparseTable sparse = tables.sparse();
    return numNodes() + shape().arcs() + (sparse == null ? 0 : sparse.values());
  }

  /**
   * Unions of parts that cover the graph, in part order.
   *
   * @param nodes most nodes of one, unless a single part has more
   */
  List<int[]> unions(long nodes) {
    List<int[]> unions = new ArrayList<>();
    int first = 0;
    long sum = 0;
    for (int part = 0; part < numParts(); part++) {
      if (part > first && sum + nodesOf(part) > nodes) {
        unions.add(IntStream.range(first, part).toArray());
        first = part;
        sum = 0;
      }
      sum += nodesOf(part);
    }
    unions.add(IntStream.range(first, numParts()).toArray());
    return unions;
  }

  /** Bytes that it takes off the heap, in RAM. */
  public long bytes() {
    return regions.small().bytes() + (regions.large().isOnDisk() ? 0 : regions.large().bytes());
  }

  /** Bytes that it takes on disk. */
  public long diskBytes() {
    return regions.large().isOnDisk() ? regions.large().bytes() : 0;
  }

  /** For one thread that is about to read. */
  ReadAhead readAhead() {
    return new ReadAhead(this, regions.large());
  }

  PartData part(int part) {
    return parts.get(part);
  }

  /** Dense features, row i for node i; null if they are sparse or absent. */
  public @Nullable Matrix features() {
    return tables.features();
  }

  /** Sparse features, row i for node i; null if they are dense or absent. */
  @Nullable SparseTable sparseTable() {
    return tables.sparse();
  }

  /**
   * Sparse features of all nodes on the heap, for batches that are the whole graph; made once.
   *
   * @throws IllegalStateException if they are dense or absent, or too many for an array
   */
  public synchronized SparseRows allSparseFeatures() {
    SparseTable table = tables.sparse();
    if (table == null) {
      throw new IllegalStateException("the graph has no sparse features");
    }
    SparseRows all =
        allSparse == null ? SparseSelection.all(table, numNodes(), readAhead()) : allSparse;
    allSparse = all;
    return all;
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
    return degrees.logs() / Math.max(1, store.manifest().trainingNodes());
  }

  /** Factor of a node in the symmetric normalization over the whole graph. */
  float scale(long node) {
    return degrees.scale(node);
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    regions.close();
  }
}
