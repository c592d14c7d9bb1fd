package org.gnnautoscale.partition;

import java.util.Arrays;

/**
 * Nodes by gain, the highest on top; the gain of a node inside can be changed.
 *
 * <p>Among equal gains the one changed last comes first, which keeps moves close together.
 *
 * <pre>
 * 16 bytes a node of the graph
 * </pre>
 */
final class GainHeap {

  private final long[] key;
  private final int[] heap;
  private final int[] place;
  private int size;
  private int stamp;

  GainHeap(int nodes) {
    key = new long[nodes];
    heap = new int[nodes];
    place = new int[nodes];
    Arrays.fill(place, -1);
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean contains(int node) {
    return place[node] >= 0;
  }

  /** The node with the highest gain, which stays inside. */
  int top() {
    return heap[0];
  }

  /** Gain of a node inside. */
  int gain(int node) {
    return (int) (key[node] >> 32);
  }

  /** Puts a node in, or changes its gain. */
  void put(int node, int gain) {
    long old = key[node];
    key[node] = ((long) gain << 32) | (stamp++ & 0xFFFFFFFFL);
    if (place[node] < 0) {
      place[node] = size;
      heap[size++] = node;
      up(place[node]);
    } else if (key[node] > old) {
      up(place[node]);
    } else {
      down(place[node]);
    }
  }

  /** Takes a node out. */
  void remove(int node) {
    int hole = place[node];
    place[node] = -1;
    int last = heap[--size];
    if (last != node) {
      heap[hole] = last;
      place[last] = hole;
      up(hole);
      down(place[last]);
    }
  }

  /** Takes all nodes out. */
  void clear() {
    for (int i = 0; i < size; i++) {
      place[heap[i]] = -1;
    }
    size = 0;
    stamp = 0;
  }

  private void up(int at) {
    int node = heap[at];
    int i = at;
    while (i > 0 && key[heap[(i - 1) >>> 1]] < key[node]) {
      set(i, heap[(i - 1) >>> 1]);
      i = (i - 1) >>> 1;
    }
    set(i, node);
  }

  private void down(int at) {
    int node = heap[at];
    int i = at;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && key[heap[child + 1]] > key[heap[child]]) {
        child++;
      }
      if (key[heap[child]] <= key[node]) {
        break;
      }
      set(i, heap[child]);
      i = child;
    }
    set(i, node);
  }

  private void set(int at, int node) {
    heap[at] = node;
    place[node] = at;
  }
}
