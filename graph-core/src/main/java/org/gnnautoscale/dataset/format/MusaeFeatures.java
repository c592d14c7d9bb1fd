package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/**
 * The features file of MUSAE: from node id to the list of the features that the node has, which are
 * 1. Their number is the highest one + 1; one that repeats counts once.
 */
final class MusaeFeatures {

  private static final int[] NONE = {};

  private final TextIds ids;
  private final boolean adds;
  private int[][] featuresOf;
  private int[] row = new int[64];
  private int width;

  /**
   * Prepares.
   *
   * @param ids of the nodes; if there are none, those of the file are added
   */
  MusaeFeatures(TextIds ids) {
    this.ids = ids;
    this.adds = ids.size() == 0;
    this.featuresOf = new int[Math.max(1024, ids.size())][];
  }

  /** Reads the features; a node that the file does not name has none. */
  NodeFeatures read(Path file, Progress progress) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    try (var stage = progress.stage("read features", bytes);
        JsonStream json = JsonStream.open(file, stage)) {
      json.enterObject("an object from node id to list of features");
      while (json.nextKey()) {
        int node = node(json);
        featuresOf[node] = row(json);
      }
      json.requireEnd();
      if (ids.size() == 0) {
        throw json.origin().bad("the file holds no node").fix("copy or download the file again");
      }
    }
    return NodeFeatures.sparse(width, this::row, node -> ones(row(node).length));
  }

  private int node(JsonStream json) throws IOException {
    String id = json.key();
    int node = ids.find(id);
    if (node >= 0 && featuresOf[node] != null) {
      throw json.bad("a node occurs twice").with("value", id).fix("merge its two lists");
    }
    if (node < 0 && !adds) {
      throw json.bad("features of an unknown node")
          .with("value", id)
          .fix("add the node to the target file, or remove its features");
    }
    int position = node >= 0 ? node : ids.add(id);
    if (position == featuresOf.length) {
      featuresOf = Arrays.copyOf(featuresOf, 2 * position);
    }
    return position;
  }

  private int[] row(JsonStream json) throws IOException {
    int count = 0;
    json.enterArray("a list of feature numbers");
    while (json.nextElement()) {
      if (count == row.length) {
        row = Arrays.copyOf(row, 2 * count);
      }
      row[count++] = feature(json);
    }
    Arrays.sort(row, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || row[i] != row[i - 1]) {
        row[distinct++] = row[i];
      }
    }
    width = count == 0 ? width : Math.max(width, row[distinct - 1] + 1);
    return Arrays.copyOf(row, distinct);
  }

  private static int feature(JsonStream json) throws IOException {
    long feature = json.wholeNumber("a feature number");
    if (feature < 0 || feature >= Integer.MAX_VALUE - 8) {
      throw json.bad("a feature number is out of range")
          .with("expected", "0 to " + (Integer.MAX_VALUE - 9))
          .with("value", feature)
          .fix("number the features from 0");
    }
    return (int) feature;
  }

  private int[] row(int node) {
    int[] features = node < featuresOf.length ? featuresOf[node] : null;
    return features == null ? NONE : features;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
