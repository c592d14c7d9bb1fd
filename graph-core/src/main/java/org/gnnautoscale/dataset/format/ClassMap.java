package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.io.BadDataException;

/**
 * The labels in a JSON object from node id to a class number, or to a list of 0 and 1; a node that
 * it does not name has no label.
 */
final class ClassMap {

  private final BitSet seen = new BitSet();
  private final long[] numbers;
  private final float[][] several;
  private int width = -1;

  /** For nodes whose ids are positions. */
  ClassMap(int nodes) {
    numbers = new long[nodes];
    Arrays.fill(numbers, -1);
    several = new float[nodes][];
  }

  NodeLabels read(JsonStream json) throws IOException {
    json.enterObject("an object from node id to class");
    while (json.nextKey()) {
      int node = node(json);
      boolean list = json.isArray();
      if (width >= 0 && list != width > 0) {
        throw json.bad("some nodes have a class number, others a list of labels")
            .fix("give all nodes a class number, or all a list of 0 and 1");
      }
      if (list) {
        several[node] = row(json);
        width = several[node].length;
      } else {
        numbers[node] = json.wholeNumber("a class number or a list of 0 and 1");
        width = 0;
      }
    }
    json.requireEnd();
    return width > 0
        ? NodeLabels.several(unlabelledRowsToo(), width, json.origin())
        : NodeLabels.checked(numbers, 0, json.origin());
  }

  private int node(JsonStream json) throws IOException {
    String id = json.key();
    boolean known = id.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(id) < numbers.length;
    if (!known) {
      throw json.bad("a label of an unknown node")
          .with("expected", "0 to " + (numbers.length - 1))
          .with("value", id)
          .fix("ids are positions, counted from 0: correct the id, or remove it");
    }
    int node = Integer.parseInt(id);
    if (seen.get(node)) {
      throw json.bad("a node occurs twice").with("value", id).fix("remove one of the two");
    }
    seen.set(node);
    return node;
  }

  private float[] row(JsonStream json) throws IOException {
    float[] row = width > 0 ? new float[width] : new float[16];
    int count = 0;
    while (json.nextElement()) {
      if (width > 0 && count == width) {
        throw ragged(json, "more than " + width);
      }
      row = count == row.length ? Arrays.copyOf(row, 2 * count) : row;
      row[count++] = json.floatNumber("0 or 1");
    }
    if (count == 0 || (width > 0 && count < width)) {
      throw ragged(json, String.valueOf(count));
    }
    return Arrays.copyOf(row, count);
  }

  private BadDataException ragged(JsonStream json, String found) {
    return json.bad("lists of labels have unequal lengths: ragged rows")
        .with("expected", width > 0 ? width + " labels" : "at least 1 label")
        .with("found", found)
        .fix("give every node one 0 or 1 for each label");
  }

  private float[][] unlabelledRowsToo() {
    float[] unknown = new float[width];
    Arrays.fill(unknown, Float.NaN);
    for (int node = 0; node < several.length; node++) {
      several[node] = seen.get(node) ? several[node] : unknown;
    }
    return several;
  }
}
