package org.gnnautoscale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.CutSummary;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartContent;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartWriter;
import org.gnnautoscale.store.Store;

/**
 * A random graph small enough to be computed densely, and written as a store of several parts.
 *
 * <p>Labels follow the features, so that training has something to find. Node 0 has no neighbor.
 */
public final class TinyGraph {

  public final int nodes;
  public final int[] ptr;
  public final boolean directed;
  public final boolean weighted;
  public final int width;
  public final int classes;
  public final boolean multiLabel;

  /** In-edges by target: source and weight. */
  public final List<Map<Integer, Float>> sources = new ArrayList<>();

  public final float[][] features;
  public final int[] label;
  public final float[][] labels;

  /** By split and node: 0 none, 1 train, 2 validation, 3 test. */
  public final byte[][] split;

  public final boolean sparse;
  private final boolean textIds;
  private final boolean inductive;

  /** What to draw; the defaults are an undirected graph of 40 nodes in 4 parts. */
  public static final class Plan {
    private int nodes = 40;
    private int parts = 4;
    private int width = 6;
    private int classes = 3;
    private int splits = 2;
    private long seed = 1;
    private boolean directed;
    private boolean weighted;
    private boolean sparse;
    private boolean multiLabel;
    private boolean textIds;
    private boolean untrainedPart;
    private boolean untrained;
    private boolean unvalidated;
    private boolean inductive;
    private boolean even;

    public Plan nodes(int count) {
      nodes = count;
      return this;
    }

    public Plan parts(int count) {
      parts = count;
      return this;
    }

    public Plan width(int features) {
      width = features;
      return this;
    }

    public Plan classes(int count) {
      classes = count;
      return this;
    }

    public Plan splits(int count) {
      splits = count;
      return this;
    }

    public Plan seed(long value) {
      seed = value;
      return this;
    }

    public Plan directed() {
      directed = true;
      return this;
    }

    public Plan weighted() {
      weighted = true;
      return this;
    }

    public Plan sparse() {
      sparse = true;
      return this;
    }

    public Plan multiLabel() {
      multiLabel = true;
      return this;
    }

    public Plan textIds() {
      textIds = true;
      return this;
    }

    /** No training nodes in the last part. */
    public Plan untrainedPart() {
      untrainedPart = true;
      return this;
    }

    /** No training nodes at all. */
    public Plan untrained() {
      untrained = true;
      return this;
    }

    /** No validation nodes at all. */
    public Plan unvalidated() {
      unvalidated = true;
      return this;
    }

    /**
     * The last part is a test graph, the one before it a validation graph, and the others are the
     * training graph, some of whose nodes have no role.
     */
    public Plan inductive() {
      inductive = true;
      return this;
    }

    /** Parts of one size, as a partitioner makes them. */
    public Plan even() {
      even = true;
      return this;
    }

    public TinyGraph draw() {
      return new TinyGraph(this);
    }
  }

  public static Plan plan() {
    return new Plan();
  }

  /**
   * A graph drawn by hand: directed, in one part, without labels.
   *
   * @param arcs {source, target, weight}
   */
  public static TinyGraph of(float[][] features, int[][] arcs) {
    return new TinyGraph(features, arcs);
  }

  private TinyGraph(float[][] features, int[][] arcs) {
    nodes = features.length;
    ptr = new int[] {0, nodes};
    directed = true;
    weighted = Arrays.stream(arcs).anyMatch(arc -> arc[2] != 1);
    width = features[0].length;
    classes = 0;
    multiLabel = false;
    sparse = false;
    textIds = false;
    inductive = false;
    this.features = features;
    label = new int[nodes];
    labels = new float[nodes][0];
    split = new byte[0][nodes];
    for (int v = 0; v < nodes; v++) {
      sources.add(new TreeMap<>());
    }
    for (int[] arc : arcs) {
      sources.get(arc[1]).put(arc[0], (float) arc[2]);
    }
  }

  private TinyGraph(Plan plan) {
    Random random = new Random(plan.seed);
    nodes = plan.nodes;
    directed = plan.directed;
    weighted = plan.weighted;
    width = plan.width;
    classes = plan.classes;
    sparse = plan.sparse;
    multiLabel = plan.multiLabel;
    textIds = plan.textIds;
    inductive = plan.inductive;
    ptr = new int[plan.parts + 1];
    Set<Integer> cuts = new TreeSet<>();
    while (cuts.size() < plan.parts - 1) {
      cuts.add(
          plan.even
              ? (int) ((cuts.size() + 1L) * nodes / plan.parts)
              : 1 + random.nextInt(nodes - 1));
    }
    int p = 1;
    for (int cut : cuts) {
      ptr[p++] = cut;
    }
    ptr[plan.parts] = nodes;
    edges(random);
    features = new float[nodes][width];
    label = new int[nodes];
    labels = new float[nodes][classes];
    for (int v = 0; v < nodes; v++) {
      label[v] = v % 11 == 5 ? -1 : random.nextInt(Math.max(1, classes));
      for (int c = 0; c < classes; c++) {
        labels[v][c] = label[v] < 0 ? Float.NaN : c == label[v] || random.nextInt(4) == 0 ? 1 : 0;
      }
      for (int f = 0; f < width; f++) {
        boolean zero = sparse && random.nextBoolean();
        features[v][f] = zero ? 0 : (float) (random.nextGaussian() + (f == label[v] ? 2 : 0));
      }
    }
    split = new byte[plan.splits][nodes];
    for (byte[] roles : split) {
      for (int v = 0; v < nodes; v++) {
        boolean untrained = plan.untrained || (plan.untrainedPart && v >= ptr[plan.parts - 1]);
        int role = untrained ? 3 : random.nextInt(4);
        role = inductive ? Math.max(side(v), role % 2) : role;
        roles[v] = (byte) (plan.unvalidated && role == 2 ? 3 : role);
      }
    }
  }

  private void edges(Random random) {
    for (int v = 0; v < nodes; v++) {
      sources.add(new TreeMap<>());
    }
    for (int i = 0; i < 3 * nodes; i++) {
      int v = 1 + random.nextInt(nodes - 1);
      int w = 1 + random.nextInt(nodes - 1);
      float weight = weighted ? 0.25f + random.nextInt(8) / 4f : 1;
      if (v != w && side(v) == side(w)) {
        sources.get(v).put(w, weight);
        if (!directed) {
          sources.get(w).put(v, weight);
        }
      }
    }
  }

  /** 2 in the validation graph, 3 in the test graph, else 0. */
  private int side(int node) {
    int last = parts() - 1;
    return !inductive || node < ptr[last - 1] ? 0 : node < ptr[last] ? 2 : 3;
  }

  public int parts() {
    return ptr.length - 1;
  }

  public int arcs() {
    return sources.stream().mapToInt(Map::size).sum();
  }

  /** Writes the store into a directory. */
  public Store write(Path directory) throws IOException {
    org.apache.hadoop.fs.Path path = Storage.path(directory.toString());
    OutputDirectory out = OutputDirectory.begin(path, Store.KIND, Existing.OVERWRITE);
    List<PartFile> files = new ArrayList<>();
    for (int part = 0; part < parts(); part++) {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(path, Store.fileName(part, out.run(), 0));
      files.add(PartWriter.write(Storage.system(file), file, content(part)));
    }
    List<String> names = textIds ? List.of("red", "green", "blue").subList(0, classes) : List.of();
    GraphShape shape =
        new GraphShape(
            "tiny",
            directed,
            weighted,
            nodes,
            directed ? arcs() : arcs() / 2,
            arcs(),
            width,
            sparse,
            classes,
            multiLabel,
            names,
            split.length,
            textIds);
    Manifest manifest =
        new Manifest(
            shape,
            new CutSummary(0, null, 0, 1, 1),
            Map.of(),
            Map.of(),
            "none",
            files,
            inductive ? parts() - 2 : parts());
    Store.commit(out, manifest, Progress.silent());
    return Store.open(path);
  }

  /** Original id of a node. */
  public Object id(int node) {
    return textIds ? "node-" + node : (Object) (1000 + 7L * node);
  }

  private PartContent content(int part) {
    int from = ptr[part];
    int to = ptr[part + 1];
    Set<Integer> outside = new TreeSet<>();
    for (int v = from; v < to; v++) {
      sources.get(v).keySet().stream().filter(w -> w < from || w >= to).forEach(outside::add);
    }
    List<Integer> halo = List.copyOf(outside);
    long[] rowPtr = new long[to - from + 1];
    List<Integer> col = new ArrayList<>();
    List<Float> weight = new ArrayList<>();
    for (int v = from; v < to; v++) {
      Map<Integer, Float> row = new TreeMap<>();
      sources
          .get(v)
          .forEach(
              (w, x) -> row.put(w >= from && w < to ? w - from : to - from + halo.indexOf(w), x));
      col.addAll(row.keySet());
      weight.addAll(row.values());
      rowPtr[v - from + 1] = col.size();
    }
    PartContent content =
        new PartContent(
            part,
            from,
            rowPtr,
            col.stream().mapToInt(Integer::intValue).toArray(),
            halo.stream().mapToLong(Integer::longValue).toArray());
    if (weighted) {
      content.weights(floats(weight));
    }
    rows(content, from, to);
    return content;
  }

  private void rows(PartContent content, int from, int to) {
    if (width > 0 && sparse) {
      sparseFeatures(content, from, to);
    } else if (width > 0) {
      content.features(flat(features, from, to), width);
    }
    if (classes > 0 && multiLabel) {
      content.labels(flat(labels, from, to), classes);
    } else if (classes > 0) {
      content.label(Arrays.copyOfRange(label, from, to));
    }
    if (split.length > 0) {
      byte[] roles = new byte[(to - from) * split.length];
      for (int i = 0; i < roles.length; i++) {
        roles[i] = split[i % split.length][from + i / split.length];
      }
      content.split(roles, split.length);
    }
    if (textIds) {
      content.ids(
          java.util.stream.IntStream.range(from, to)
              .mapToObj(v -> (String) id(v))
              .toArray(String[]::new));
    } else {
      content.ids(
          java.util.stream.IntStream.range(from, to).mapToLong(v -> (Long) id(v)).toArray());
    }
  }

  private void sparseFeatures(PartContent content, int from, int to) {
    long[] featurePtr = new long[to - from + 1];
    List<Integer> index = new ArrayList<>();
    List<Float> value = new ArrayList<>();
    for (int v = from; v < to; v++) {
      for (int f = 0; f < width; f++) {
        if (features[v][f] != 0) {
          index.add(f);
          value.add(features[v][f]);
        }
      }
      featurePtr[v - from + 1] = index.size();
    }
    content.sparseFeatures(
        featurePtr, index.stream().mapToInt(Integer::intValue).toArray(), floats(value));
  }

  private static float[] floats(List<Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }

  private static float[] flat(float[][] rows, int from, int to) {
    int cols = rows[0].length;
    float[] values = new float[(to - from) * cols];
    for (int v = from; v < to; v++) {
      System.arraycopy(rows[v], 0, values, (v - from) * cols, cols);
    }
    return values;
  }

  /** Weights of the arcs into a node, by source; may be changed. */
  public Map<Integer, Double> weightsInto(int node) {
    Map<Integer, Double> weights = new TreeMap<>();
    sources.get(node).forEach((w, x) -> weights.put(w, (double) x));
    return weights;
  }

  /** The same with a self-loop, normalized symmetrically over the whole graph. */
  public Map<Integer, Double> normalizedInto(int node) {
    Map<Integer, Double> weights = weightsInto(node);
    weights.put(node, 1.0);
    weights.replaceAll((w, x) -> x / Math.sqrt(degree(node) * degree(w)));
    return weights;
  }

  private double degree(int node) {
    return 1 + weightsInto(node).values().stream().mapToDouble(x -> x).sum();
  }

  /** All of these weights, [nodes, nodes]. */
  public double[][] normalized() {
    double[][] a = new double[nodes][nodes];
    for (int v = 0; v < nodes; v++) {
      double[] row = a[v];
      normalizedInto(v).forEach((w, x) -> row[w] = x);
    }
    return a;
  }

  /** The same graph with node v called {@code to[v]}, cut into parts of the same sizes. */
  public TinyGraph permuted(int[] to) {
    return new TinyGraph(this, to);
  }

  private TinyGraph(TinyGraph of, int[] to) {
    nodes = of.nodes;
    ptr = of.ptr;
    directed = of.directed;
    weighted = of.weighted;
    width = of.width;
    classes = of.classes;
    sparse = of.sparse;
    multiLabel = of.multiLabel;
    textIds = of.textIds;
    inductive = of.inductive;
    features = new float[nodes][];
    label = new int[nodes];
    labels = new float[nodes][];
    split = new byte[of.split.length][nodes];
    Map<Integer, Map<Integer, Float>> rows = new LinkedHashMap<>();
    for (int v = 0; v < nodes; v++) {
      Map<Integer, Float> row = new TreeMap<>();
      of.sources.get(v).forEach((w, x) -> row.put(to[w], x));
      rows.put(to[v], row);
      features[to[v]] = of.features[v];
      label[to[v]] = of.label[v];
      labels[to[v]] = of.labels[v];
      for (int s = 0; s < split.length; s++) {
        split[s][to[v]] = of.split[s][v];
      }
    }
    for (int v = 0; v < nodes; v++) {
      sources.add(rows.get(v));
    }
  }

  /** Global ids of a part's nodes. */
  public Set<Integer> nodesOf(int part) {
    Set<Integer> own = new HashSet<>();
    for (int v = ptr[part]; v < ptr[part + 1]; v++) {
      own.add(v);
    }
    return own;
  }
}
