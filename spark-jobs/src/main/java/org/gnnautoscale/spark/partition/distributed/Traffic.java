package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Sends values to all executors, and counts the bytes. */
final class Traffic {

  private final JavaSparkContext context;
  private long broadcastBytes;

  Traffic(JavaSparkContext context) {
    this.context = context;
  }

  JavaSparkContext context() {
    return context;
  }

  /**
   * Sends; the caller destroys what comes back.
   *
   * @param bytes of the value
   */
  <T extends Serializable> Broadcast<T> broadcast(T value, long bytes) {
    broadcastBytes += bytes;
    return context.broadcast(value);
  }

  /** Of all values so far, once each, however many executors got them. */
  long broadcastBytes() {
    return broadcastBytes;
  }
}
