package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.TreeSet;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;

/**
 * Node-link JSON: an object with {@code nodes}, each with an {@code id}, and {@code links} (or
 * {@code edges}), each with {@code source}, {@code target} and perhaps {@code weight}. Ids are
 * positions, in any order.
 */
final class NodeLinks {

  private final JsonStream json;
  private final EdgeList edges;
  private final int offset;
  private final long[] graphOf;
  private int[] ids = new int[1024];
  private int nodes;
  private int links;
  private long highest = -1;
  private int highestLink;

  /**
   * Prepares.
   *
   * @param edges to which those of the file are added
   * @param offset position of the file's first node
   * @param graphOf graph of each node, which no link may leave; empty if nobody knows
   */
  NodeLinks(JsonStream json, EdgeList edges, int offset, long[] graphOf) {
    this.json = json;
    this.edges = edges;
    this.offset = offset;
    this.graphOf = graphOf;
  }

  /** Reads the file; gives the number of nodes. */
  int read() throws IOException {
    TreeSet<String> keys = new TreeSet<>();
    json.enterObject("an object with nodes and links");
    while (json.nextKey()) {
      String key = json.key().equals("edges") ? "links" : json.key();
      boolean isFirst = keys.add(key);
      if (isFirst && key.equals("nodes")) {
        readNodes();
      } else if (isFirst && key.equals("links")) {
        readLinks();
      } else if (isFirst) {
        json.skip();
      } else {
        throw json.bad("a key occurs twice").with("value", key).fix("remove one of the two");
      }
    }
    json.requireEnd();
    json.requireKeys(keys, "nodes", "links");
    requirePositions();
    requireKnownEnds();
    return nodes;
  }

  private void readNodes() throws IOException {
    json.enterArray("a list of nodes");
    while (json.nextElement()) {
      json.enterObject("a node, an object with an id");
      long id = -1;
      while (json.nextKey()) {
        if (json.key().equals("id")) {
          id = id(json.wholeNumber("a node id"), "a node has an id that is no position");
        } else {
          json.skip();
        }
      }
      if (id < 0) {
        throw json.bad("a node has no id").fix("give every node an id");
      }
      ids = nodes == ids.length ? Arrays.copyOf(ids, 2 * nodes) : ids;
      ids[nodes++] = (int) id;
    }
  }

  private void readLinks() throws IOException {
    json.enterArray("a list of links");
    while (json.nextElement()) {
      json.enterObject("a link, an object with source and target");
      long source = -1;
      long target = -1;
      float weight = 1;
      while (json.nextKey()) {
        switch (json.key()) {
          case "source" -> source = end();
          case "target" -> target = end();
          case "weight" ->
              weight =
                  FeatureChecks.requireWeight(
                      json.number("a number, the weight of a link"),
                      () -> json.bad("an edge weight is out of range"));
          default -> json.skip();
        }
      }
      add(source, target, weight);
      links++;
    }
  }

  private long end() throws IOException {
    long id = id(json.wholeNumber("a node id"), "an edge names an unknown node");
    if (id > highest) {
      highest = id;
      highestLink = links;
    }
    return id;
  }

  private long id(long id, String problem) throws IOException {
    if (id < 0 || id > Integer.MAX_VALUE - 8L - offset) {
      throw json.bad(problem)
          .with("value", id)
          .fix("ids are positions, counted from 0 in every file: correct the id");
    }
    return id;
  }

  private void add(long source, long target, float weight) throws IOException {
    if (source < 0 || target < 0) {
      throw json.bad("a link has no %s".formatted(source < 0 ? "source" : "target"))
          .fix("give every link a source and a target");
    }
    boolean known = source < graphOf.length && target < graphOf.length;
    if (known && graphOf[(int) source] != graphOf[(int) target]) {
      throw json.bad("a link joins nodes of two graphs")
          .with(
              "value",
              "%d in graph %d, %d in graph %d"
                  .formatted(source, graphOf[(int) source], target, graphOf[(int) target]))
          .fix("correct the link, or the file of graph ids; or remove that file");
    }
    edges.add(offset + (int) source, offset + (int) target, weight);
  }

  private void requirePositions() throws IOException {
    BitSet seen = new BitSet(nodes);
    for (int i = 0; i < nodes; i++) {
      boolean isTwice = ids[i] < nodes && seen.get(ids[i]);
      if (isTwice || ids[i] >= nodes) {
        throw json.origin()
            .array("nodes")
            .badRow(isTwice ? "a node occurs twice" : "a node has an id that is no position", i)
            .with("expected", "each id from 0 to %d once".formatted(nodes - 1))
            .with("value", ids[i])
            .fix("number the nodes of every file from 0, without gaps");
      }
      seen.set(ids[i]);
    }
  }

  private void requireKnownEnds() throws IOException {
    if (highest >= nodes) {
      throw json.origin()
          .array("links")
          .badRow("an edge names an unknown node", highestLink)
          .with("expected", "0 to " + (nodes - 1))
          .with("value", highest)
          .fix("add the node, or correct the link");
    }
  }
}
