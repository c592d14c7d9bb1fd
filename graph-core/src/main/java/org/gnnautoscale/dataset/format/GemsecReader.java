package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph in the files of GEMSEC. Ids are any text.
 *
 * <pre>
 * edges   CSV, a header and two ids a line
 * target  JSON, from id to list of texts, of which each is a label; optional
 * </pre>
 *
 * <p>The nodes are those of the target file; where there is none, those of the edges. Labels are
 * numbered in the order of their texts; one that repeats in a list counts once.
 *
 * @see <a href="https://github.com/benedekrozemberczki/GEMSEC">GEMSEC</a>
 */
public final class GemsecReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    @Nullable Path target = input.options().file(SourceOption.TARGET_FILE);
    TextIds ids = new TextIds();
    @Nullable NodeLabels labels =
        target == null ? null : new Targets(ids).read(target, input.progress());
    String nodes = target == null ? "" : target.getName();
    EdgeList edges = CsvEdges.read(input.path(), ids, nodes, input.progress());
    return RawGraph.plain(input.title(), ids.ids(), edges).withLabels(labels);
  }

  /** The lists of the target file, as they are read: labels are numbered as they first occur. */
  private static final class Targets {

    private final TextIds ids;
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[][] labelsOf = new int[1024][];
    private int[] row = new int[64];

    Targets(TextIds ids) {
      this.ids = ids;
    }

    NodeLabels read(Path file, Progress progress) throws IOException {
      long bytes = Storage.status(file, "file").getLen();
      try (var stage = progress.stage("read targets", bytes);
          JsonStream json = JsonStream.open(file, stage)) {
        json.enterObject("an object from node id to list of labels");
        while (json.nextKey()) {
          int node = add(json);
          labelsOf[node] = row(json);
        }
        json.requireEnd();
        if (ids.size() == 0) {
          throw json.origin().bad("the file holds no node").fix("copy or download the file again");
        }
        return sorted(json);
      }
    }

    private int add(JsonStream json) throws IOException {
      String id = json.key();
      if (ids.find(id) >= 0) {
        throw json.bad("a node occurs twice").with("value", id).fix("merge its two lists");
      }
      if (ids.size() == labelsOf.length) {
        labelsOf = Arrays.copyOf(labelsOf, 2 * labelsOf.length);
      }
      return ids.add(id);
    }

    private int[] row(JsonStream json) throws IOException {
      int count = 0;
      json.enterArray("a list of texts");
      while (json.nextElement()) {
        String label = json.text("a text, the name of a label");
        if (label.isEmpty()) {
          throw json.bad("a label is empty").fix("remove it from the list, or name it");
        }
        if (count == row.length) {
          row = Arrays.copyOf(row, 2 * count);
        }
        @Nullable Integer known = numbers.putIfAbsent(label, numbers.size());
        row[count++] = known == null ? numbers.size() - 1 : known;
      }
      return Arrays.copyOf(row, count);
    }

    private NodeLabels sorted(JsonStream json) throws IOException {
      List<String> names = numbers.keySet().stream().sorted().toList();
      int[] place = new int[names.size()];
      numbers.forEach((name, number) -> place[number] = Collections.binarySearch(names, name));
      int[][] rows = Arrays.copyOf(labelsOf, ids.size());
      for (int[] labels : rows) {
        Arrays.setAll(labels, i -> place[labels[i]]);
      }
      return NodeLabels.sets(rows, names.size(), names, json.origin());
    }
  }
}
