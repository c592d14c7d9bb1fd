package org.gnnautoscale.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What an object made for itself, to be closed last first: when it is closed, or if its constructor
 * fails on the way. For one thread.
 */
final class Owned implements AutoCloseable {

  private final Deque<Runnable> closing = new ArrayDeque<>();

  /** Takes what was made, and gives it back. */
  <T> T add(T made, Consumer<T> close) {
    closing.push(() -> close.accept(made));
    return made;
  }

  /** Closes all of it; a second call does nothing. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
