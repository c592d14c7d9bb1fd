package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Makes subgraphs of unions of parts.
 *
 * <p>Owns a table of the graph's nodes until {@link #close}. For one thread.
 */
final class SubgraphBuilder implements AutoCloseable {

  /** Entries of the longest array. */
  static final int MOST = Integer.MAX_VALUE - 8;

  private final GraphData graph;
  private final Messages messages;
  private final int split;
  private final RelabelTable table;
  private final NodeSet halo;
  private final EdgeWeights weights;
  private final ReadAhead disk;
  private int[] localHalo = {};

  SubgraphBuilder(GraphData graph, Messages messages, int split) {
    this.graph = graph;
    this.messages = messages;
    this.split = split;
    this.weights = new EdgeWeights(graph, messages);
    this.disk = graph.readAhead();
    long nodes = messages == Messages.NONE ? 0 : graph.numNodes();
    this.halo = new NodeSet(nodes);
    this.table = new RelabelTable(nodes); // last: nothing has to be given back if it fails
  }

  /** Fills a subgraph with the union of {@code parts}, which ascend. */
  void build(int[] parts, Content content, BatchRoom room) {
    Subgraph into = room.subgraph;
    requireFit(parts);
    ask(parts);
    nodes(parts, into);
    if (messages == Messages.NONE) {
      into.numHalo = 0;
      into.adjacency.reset(0, into.numNodes, new int[1], new int[0], null);
    } else {
      edges(parts, into);
    }
    if (content == Content.ALL) {
      room.select(graph, disk);
    } else {
      room.selectNothing();
    }
    targets(into);
  }

  /** Lets the structure of some parts be read, if it is on disk. */
  void ask(int[] parts) {
    if (messages != Messages.NONE) {
      disk.structure(parts);
    }
  }

  /** Halos are no larger than edges are many, so that rows are counted by an int as well. */
  private void requireFit(int[] parts) {
    long size =
        messages == Messages.NONE
            ? Arrays.stream(parts).mapToLong(graph::nodesOf).sum()
            : graph.size(parts);
    if (size > MOST) {
      throw new IllegalStateException(
          "a batch has %,d nodes and edges, more than 2^31; set a smaller batchParts, or partition the graph into more parts"
              .formatted(size));
    }
  }

  private void nodes(int[] parts, Subgraph into) {
    into.numNodes = Arrays.stream(parts).map(graph::nodesOf).sum();
    into.numRanges = parts.length;
    into.rangeRow = capacity(into.rangeRow, parts.length);
    into.rangeStart = capacity(into.rangeStart, parts.length);
    into.ids = capacity(into.ids, into.numNodes);
    int row = 0;
    for (int i = 0; i < parts.length; i++) {
      PartData part = graph.part(parts[i]);
      into.rangeRow[i] = row;
      into.rangeStart[i] = part.firstNode();
      for (int local = 0; local < part.nodes(); local++) {
        into.ids[row++] = part.firstNode() + local;
      }
    }
  }

  private void edges(int[] parts, Subgraph into) {
    int numArcs = 0;
    int most = 0;
    for (int p : parts) {
      numArcs += graph.part(p).arcs();
      most += graph.part(p).halo();
    }
    into.numHalo = 0;
    into.haloIds = capacity(into.haloIds, most);
    try {
      relabel(parts, into);
      rows(parts, numArcs, into);
      weights.normalize(into);
    } finally {
      // the next batch would take what is left for nodes of its own
      table.remove(into.ids, into.numRows());
    }
  }

  /** Gives nodes and halo their rows; what is in the table is in the subgraph's ids before. */
  private void relabel(int[] parts, Subgraph into) {
    for (int row = 0; row < into.numNodes; row++) {
      table.put(into.ids[row], row);
    }
    for (int p : parts) {
      markHalo(graph.part(p));
    }
    int numHalo = halo.moveTo(into.haloIds);
    into.ids = capacity(into.ids, into.numNodes + numHalo);
    System.arraycopy(into.haloIds, 0, into.ids, into.numNodes, numHalo);
    into.numHalo = numHalo;
    for (int row = into.numNodes; row < into.numRows(); row++) {
      table.put(into.ids[row], row);
    }
  }

  /** Marks the nodes outside that send a message into a part. */
  private void markHalo(PartData part) {
    for (int i = 0; i < part.halo(); i++) {
      long node = part.haloIds().getAtIndex(JAVA_LONG, i);
      if (table.row(node) == RelabelTable.ABSENT) {
        halo.add(node);
      }
    }
  }

  private void rows(int[] parts, int numArcs, Subgraph into) {
    int loops = weights.selfLoops() ? into.numNodes : 0;
    int[] rowPtr = capacity(into.adjacency.rowPtr(), into.numNodes + 1);
    int[] col = capacity(into.adjacency.col(), numArcs + loops);
    float[] weight = weights.room(into.adjacency.weight(), numArcs + loops);
    int row = 0;
    int next = 0;
    rowPtr[0] = 0;
    for (int p : parts) {
      PartData part = graph.part(p);
      locate(part);
      int firstRow = row;
      for (int local = 0; local < part.nodes(); local++, row++) {
        long from = part.rowPtr().getAtIndex(JAVA_LONG, local);
        long to = part.rowPtr().getAtIndex(JAVA_LONG, local + 1);
        if (weights.selfLoops()) {
          if (weight != null) {
            weight[next] = weights.selfLoop(part, from, to);
          }
          col[next++] = row;
        }
        weights.copy(part, from, to, weight, next);
        next = columns(part, from, to, firstRow, col, next);
        rowPtr[row + 1] = next;
      }
    }
    into.adjacency.reset(into.numNodes, into.numRows(), rowPtr, col, weight);
  }

  /** Row of each halo node of a part, so that an arc costs no look-up in the large table. */
  private void locate(PartData part) {
    localHalo = capacity(localHalo, part.halo());
    for (int i = 0; i < part.halo(); i++) {
      localHalo[i] = table.row(part.haloIds().getAtIndex(JAVA_LONG, i));
    }
  }

  private int columns(PartData part, long from, long to, int firstRow, int[] col, int next) {
    MemorySegment local = part.col();
    int nodes = part.nodes();
    int place = next;
    for (long arc = from; arc < to; arc++) {
      int c = local.getAtIndex(JAVA_INT, arc);
      col[place++] = c < nodes ? firstRow + c : localHalo[c - nodes];
    }
    return place;
  }

  private void targets(Subgraph into) {
    into.labels = capacity(into.labels, into.numNodes);
    into.trainRows = capacity(into.trainRows, into.numNodes);
    int train = 0;
    for (int row = 0; row < into.numNodes; row++) {
      long node = into.ids[row];
      into.labels[row] = graph.label(node);
      if (graph.role(node, split) == Role.TRAIN && graph.isLabelled(node)) {
        into.trainRows[train++] = row;
      }
    }
    into.numTrain = train;
  }

  @Override
  public void close() {
    table.close();
  }

  /** An array of at least that length, with the values of the one before. */
  static int[] capacity(int[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, grown(array.length, length));
  }

  private static long[] capacity(long[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, grown(array.length, length));
  }

  /**
   * Length of an array that takes the place of one that is too short: the first is as long as asked
   * for, since it may be the only one; later ones are an eighth longer, so that few are made.
   */
  static int grown(int before, int length) {
    return before == 0 ? length : (int) Math.min(MOST, length + length / 8L);
  }
}
