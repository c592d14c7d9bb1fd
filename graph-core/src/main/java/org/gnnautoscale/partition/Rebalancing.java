package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/**
 * Moves nodes out of parts that are too heavy and into parts that are too light, at the least loss.
 *
 * <p>Losses are computed in parallel; moves are made one after another in the order of loss per
 * weight.
 */
final class Rebalancing {

  private static final int CHUNK = 1024;
  private static final int ROUNDS = 16;

  /** From this round on a node may go to a part it has no neighbor in. */
  private static final int ANYWHERE = 2;

  private final CsrGraph graph;
  private final Parts parts;
  private final BestMoves moves;
  private final MoveLog log;
  private final Workers workers;
  private final Tally[] tallies;
  private final FreeRoom freeRoom;

  /**
   * Prepares to rebalance.
   *
   * @param moves of these parts; told of moves
   */
  Rebalancing(CsrGraph graph, BestMoves moves, MoveLog log, Workers workers, Tally[] tallies) {
    this.graph = graph;
    this.parts = log.parts();
    this.moves = moves;
    this.log = log;
    this.workers = workers;
    this.tallies = tallies;
    this.freeRoom = new FreeRoom(parts);
  }

  /** Brings the parts of a log within their limits once, if they are not. */
  static void ifNeeded(CsrGraph graph, MoveLog log, Boundary boundary, Workers workers) {
    Parts parts = log.parts();
    if (parts.outside() > 0) {
      Tally[] tallies = Tally.forSlots(workers, parts.count());
      BestMoves moves = new BestMoves(graph, parts, boundary, workers, tallies);
      new Rebalancing(graph, moves, log, workers, tallies).run();
    }
  }

  /** Brings the parts within their limits, as far as node weights allow. */
  void run() {
    for (int round = 0; round < ROUNDS && parts.overload() > 0; round++) {
      moves.refresh();
      int start = log.size();
      relieve(round);
      moves.moved(log, start);
    }
    if (parts.deficit() > 0) {
      int start = log.size();
      new Filling().run();
      moves.moved(log, start);
    }
  }

  private void relieve(int round) {
    freeRoom.forget();
    long[] order = nodesByLoss(round >= ANYWHERE);
    for (long entry : order) {
      int u = (int) entry;
      int w = graph.nodeWeight(u);
      int own = parts.of[u];
      if (w == 0 || parts.weight[own] <= parts.cap) {
        continue;
      }
      int target = bestPart(tallies[0], u);
      if (target < 0 && round >= ANYWHERE) {
        target = freeRoom.find(own, w);
      }
      if (target >= 0) {
        log.move(u, w, target);
        freeRoom.grew(own);
      }
    }
  }

  /**
   * Nodes of heavy parts: loss per weight in the upper half of the value, the node in the lower.
   */
  private long[] nodesByLoss(boolean all) {
    int n = 0;
    int[] nodes = new int[all ? graph.nodes() : moves.count()];
    for (int i = 0; i < nodes.length; i++) {
      int u = all ? i : moves.node(i);
      if (parts.weight[parts.of[u]] > parts.cap) {
        nodes[n++] = u;
      }
    }
    long[] order = new long[n];
    workers.loop(
        n,
        CHUNK,
        (slot, from, to) -> {
          for (int i = from; i < to; i++) {
            order[i] = ((long) lossKey(tallies[slot], nodes[i]) << 32) | nodes[i];
          }
        });
    Arrays.sort(order);
    return order;
  }

  private int lossKey(Tally tally, int u) {
    int w = graph.nodeWeight(u);
    boolean hasRoom = moves.isOuter(u) && parts.weight[moves.target[u]] <= parts.cap - w;
    float loss = (float) (hasRoom ? -moves.gain[u] : loss(tally, u)) / Math.max(1, w);
    int bits = Float.floatToIntBits(loss);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }

  /** What is lost by the best move to a part with room. */
  private int loss(Tally tally, int u) {
    int best = heaviest(tally, u);
    return tally.inside - (best < 0 ? 0 : tally.total[best]);
  }

  /** The neighboring part with room that has most weight in common, or -1. */
  private int bestPart(Tally tally, int u) {
    int best = heaviest(tally, u);
    return best < 0 ? -1 : tally.label[best];
  }

  private int heaviest(Tally tally, int u) {
    int n = tally.row(graph, u, parts.of);
    return tally.heaviest(n, parts, parts.cap - graph.nodeWeight(u));
  }

  /** Fills parts below the floor: with neighbors of theirs if others can spare them. */
  private final class Filling {
    private final int[] memberPtr = new int[parts.count() + 1];
    private final int[] members = new int[graph.nodes()];
    private int donor;

    void run() {
      sortMembers();
      for (int p = 0; p < parts.count(); p++) {
        if (parts.weight[p] < parts.floor) {
          fromNeighbors(p);
          fromAnywhere(p);
        }
      }
    }

    private void sortMembers() {
      for (int p : parts.of) {
        memberPtr[p + 1]++;
      }
      for (int p = 0; p < parts.count(); p++) {
        memberPtr[p + 1] += memberPtr[p];
      }
      int[] cursor = memberPtr.clone();
      for (int u = 0; u < parts.of.length; u++) {
        members[cursor[parts.of[u]]++] = u;
      }
    }

    private void fromNeighbors(int p) {
      for (int m = memberPtr[p]; m < memberPtr[p + 1]; m++) {
        int u = members[m];
        for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
          if (parts.weight[p] >= parts.floor) {
            return;
          }
          take(graph.col()[a], p);
        }
      }
    }

    private void fromAnywhere(int p) {
      for (int tried = 0; tried < parts.of.length && parts.weight[p] < parts.floor; tried++) {
        take(donor, p);
        donor = donor + 1 == parts.of.length ? 0 : donor + 1;
      }
    }

    private void take(int u, int p) {
      int w = graph.nodeWeight(u);
      int own = parts.of[u];
      if (own != p
          && w > 0
          && parts.weight[own] - w >= parts.floor
          && parts.weight[p] <= parts.cap - w) {
        log.move(u, w, p);
      }
    }
  }
}
