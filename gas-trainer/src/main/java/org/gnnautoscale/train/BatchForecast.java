package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What training with batches of one size will take.
 *
 * @param batchParts parts in a batch
 * @param steps batches in an epoch
 * @param batchRows nodes of a batch, on average
 * @param haloRows distinct neighbors outside of it, on average
 * @param sampled batches in which these were counted; 0: they are an upper bound, from the halos of
 *     the single parts
 * @param hostBytes held all the time: features, labels, structure and histories
 * @param stepBytes on the device, or off the heap where that is the processor: the values and
 *     gradients of the largest possible step, its subgraph and the next one's
 * @param totalBytes of the process at its peak, evaluation included: as {@code gas train
 *     --estimate}
 */
public record BatchForecast(
    int batchParts,
    int steps,
    long batchRows,
    long haloRows,
    int sampled,
    long hostBytes,
    long stepBytes,
    long totalBytes) {

  /** Halo rows that are pulled for each row that is computed. */
  public double overhead() {
    return batchRows == 0 ? 0 : (double) haloRows / batchRows;
  }

  /** Whether the halo was counted rather than bounded. */
  public boolean isCounted() {
    return sampled > 0;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("batchParts", batchParts);
    map.put("steps", steps);
    map.put("batchRows", batchRows);
    map.put("haloRows", haloRows);
    map.put("overhead", overhead());
    map.put("haloIs", isCounted() ? "sampled" : "upperBound");
    map.put("sampledBatches", sampled);
    map.put("hostBytes", hostBytes);
    map.put("stepBytes", stepBytes);
    map.put("totalBytes", totalBytes);
    return map;
  }
}
