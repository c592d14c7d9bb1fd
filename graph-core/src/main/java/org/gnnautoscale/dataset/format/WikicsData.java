package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;

/** The arrays of a {@code data.json}, in whatever order they come. Not thread-safe. */
final class WikicsData {

  private final JsonStream json;
  private final String valKey;
  private final String[] required;
  private final EdgeList edges;
  private final List<float[]> features = new ArrayList<>();
  private final JsonMasks train = new JsonMasks("train_masks", NodeSplits.TRAIN);
  private final JsonMasks val;
  private final JsonMasks test = new JsonMasks("test_mask", NodeSplits.TEST);
  private long[] labels = new long[1024];
  private int labelled;
  private int sources;
  private long highest = -1;
  private int highestRow;

  /**
   * Prepares to read.
   *
   * @param valKey key of the masks of validation nodes
   */
  WikicsData(JsonStream json, String valKey) {
    this.json = json;
    this.valKey = valKey;
    this.required =
        new String[] {"features", "labels", "links", "train_masks", valKey, "test_mask"};
    this.val = new JsonMasks(valKey, NodeSplits.VAL);
    this.edges = EdgeList.unweighted(json.origin().array("links"));
  }

  RawGraph read(String name) throws IOException {
    Set<String> keys = new HashSet<>();
    json.enterObject("an object with " + String.join(", ", required));
    while (json.nextKey()) {
      String key = json.key();
      if (!keys.add(key)) {
        throw json.bad("a key occurs twice").with("value", key).fix("remove one of the two");
      }
      take(key);
    }
    json.requireEnd();
    json.requireKeys(new TreeSet<>(keys), required);
    return graph(name);
  }

  private void take(String key) throws IOException {
    if (key.equals(valKey)) {
      val.read(json);
      return;
    }
    switch (key) {
      case "features" -> readFeatures();
      case "labels" -> readLabels();
      case "links" -> readLinks();
      case "train_masks" -> train.read(json);
      case "test_mask" -> test.read(json);
      default -> json.skip();
    }
  }

  private void readFeatures() throws IOException {
    json.enterArray("a list of lists of numbers");
    float[] row = new float[16];
    while (json.nextElement()) {
      json.enterArray("a list of numbers, the features of a node");
      int count = 0;
      while (json.nextElement()) {
        row = count == row.length ? Arrays.copyOf(row, 2 * count) : row;
        row[count++] = json.floatNumber("a number, a feature");
      }
      if (!features.isEmpty() && features.get(0).length != count) {
        throw json.bad("rows have unequal lengths: ragged rows")
            .with("expected", features.get(0).length + " values")
            .with("found", count + " values")
            .fix("give every node the same number of features");
      }
      features.add(Arrays.copyOf(row, count));
    }
  }

  private void readLabels() throws IOException {
    json.enterArray("a list of class numbers");
    while (json.nextElement()) {
      labels = labelled == labels.length ? Arrays.copyOf(labels, 2 * labelled) : labels;
      labels[labelled++] = json.wholeNumber("a class number");
    }
  }

  private void readLinks() throws IOException {
    json.enterArray("a list of lists of node ids");
    while (json.nextElement()) {
      json.enterArray("a list of node ids, the targets of a node's links");
      while (json.nextElement()) {
        long target = json.wholeNumber("a node id");
        if (target < 0 || target > Integer.MAX_VALUE - 8) {
          throw json.bad("an edge names an unknown node")
              .with("value", target)
              .fix("ids are positions, counted from 0: correct the link");
        }
        if (target > highest) {
          highest = target;
          highestRow = sources;
        }
        edges.add(sources, (int) target);
      }
      sources++;
    }
  }

  private RawGraph graph(String name) throws IOException {
    int nodes = labelled;
    requireRows("features", features.size());
    requireRows("links", sources);
    if (highest >= nodes) {
      throw edges
          .origin()
          .badRow("an edge names an unknown node", highestRow)
          .with("expected", "0 to " + (nodes - 1))
          .with("value", highest)
          .fix("ids are positions, counted from 0: correct the link");
    }
    int width = features.isEmpty() ? 0 : features.get(0).length;
    return RawGraph.plain(name, NodeIds.positions(nodes, 0), edges)
        .withFeatures(
            FeatureChecks.dense(
                features.toArray(float[][]::new), width, json.origin().array("features")),
            FeatureChoice.RAW)
        .withLabels(
            NodeLabels.checked(Arrays.copyOf(labels, nodes), 0, json.origin().array("labels")))
        .withSplits(splits(nodes));
  }

  private NodeSplits splits(int nodes) throws IOException {
    int count = Math.max(train.count(), Math.max(val.count(), test.count()));
    byte[][] roles = new byte[Math.max(1, count)][nodes];
    for (JsonMasks masks : List.of(train, val, test)) {
      masks.assign(roles, json.origin());
    }
    return NodeSplits.of(roles);
  }

  private void requireRows(String key, int rows) throws IOException {
    if (rows != labelled) {
      throw json.origin()
          .array(key)
          .bad("arrays of one graph have unequal lengths")
          .with("expected", "%d rows, as there are labels".formatted(labelled))
          .with("found", rows)
          .fix("give every array one row for each node, in the same order");
    }
  }
}
