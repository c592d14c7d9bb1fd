package org.gnnautoscale.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Gives an interrupted command the time to remove what it has half written.
 *
 * <p>Ctrl-C makes the JVM run its hooks and exit with 130. This one comes before those that close
 * Spark and the file systems: it interrupts the command's thread and waits until it has ended.
 */
final class Interruption {

  private static final int BEFORE_SPARK_AND_FILE_SYSTEMS = 100;
  private static final int PATIENCE_SECONDS = 20;

  private static volatile boolean happened;

  private final Thread command;
  private final CountDownLatch ended = new CountDownLatch(1);

  Interruption(Thread command) {
    this.command = command;
  }

  /** Whether the process has been interrupted: whatever fails from then on is a consequence. */
  static boolean happened() {
    return happened;
  }

  /** From now on, an interrupt of the process interrupts the command. */
  void watch() {
    ShutdownHookManager.get()
        .addShutdownHook(
            this::interrupt, BEFORE_SPARK_AND_FILE_SYSTEMS, PATIENCE_SECONDS + 1, TimeUnit.SECONDS);
  }

  /** The command has cleaned up; the process may end. */
  void commandEnded() {
    ended.countDown();
  }

  private void interrupt() {
    if (ended.getCount() == 0) {
      return;
    }
    happened = true;
    command.interrupt();
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
