package org.gnnautoscale.spark.ingest;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Pairs from a source as a lazy sequence of chunks, each with its target. */
public final class PairChunks implements Iterator<Tuple2<Integer, PairChunk>> {

  private final Source source;
  private final PairBuffer buffer;
  private Queue<Tuple2<Integer, PairChunk>> ready = new ArrayDeque<>();
  private boolean ended;

  /** Where pairs come from. */
  public interface Source {

    /** Most pairs that one call adds. */
    int MOST = 2;

    /** Adds the pairs of the next row, if there is one. */
    boolean addNext(PairBuffer buffer);

    /** The least bad row seen, once there are no more rows. */
    default @Nullable Finding finding() {
      return null;
    }
  }

  /** Chunks of what a source gives, by way of a buffer of the caller's choice. */
  public PairChunks(Source source, PairBuffer buffer) {
    this.source = source;
    this.buffer = buffer;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      while (!ended && buffer.hasRoom(Source.MOST)) {
        ended = !source.addNext(buffer);
      }
      ready = buffer.drain();
      Finding finding = ended ? source.finding() : null;
      if (finding != null) {
        ready.add(new Tuple2<>(0, PairChunk.bad(finding)));
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<Integer, PairChunk> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more pairs");
    }
    return ready.remove();
  }
}
