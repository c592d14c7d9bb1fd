package org.gnnautoscale.partition;

/**
 * Parts with room for a node, searched for from where the last one was found.
 *
 * <p>Remembers how much room there is at most: where tens of thousands of parts are full, most
 * searches would be in vain (of 1,000,000 nodes in 50,000 parts they took 9/10 of all time).
 *
 * <p>Mutable; used by one thread.
 */
public final class FreeRoom {

  private final Parts parts;
  private int last;
  private int most;

  /** Nothing is known yet. */
  public FreeRoom(Parts parts) {
    this.parts = parts;
    forget();
  }

  /** Forgets how much there is, as nodes have moved. */
  public void forget() {
    most = Integer.MAX_VALUE;
  }

  /** Hears that a node has left a part. */
  public void grew(int part) {
    most = Math.max(most, parts.cap - parts.weight[part]);
  }

  /**
   * Any part with room.
   *
   * @param except part that is not wanted, and above its cap
   * @return -1 if there is none
   */
  public int find(int except, int nodeWeight) {
    if (nodeWeight > most) {
      return -1;
    }
    int found = 0;
    for (int i = 0; i < parts.count(); i++) {
      int p = (last + i) % parts.count();
      int room = parts.cap - parts.weight[p];
      if (p != except && room >= nodeWeight) {
        last = p;
        return p;
      }
      found = Math.max(found, room);
    }
    most = found;
    return -1;
  }
}
