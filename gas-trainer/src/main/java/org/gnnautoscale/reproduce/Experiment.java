package org.gnnautoscale.reproduce;

import org.apache.hadoop.fs.Path;
import org.gnnautoscale.train.TrainConfig;

/**
 * A cell as it is trained here: with historical embeddings, or on the full batch.
 *
 * @param cell that it repeats
 * @param config all settings, which also say the mode
 */
public record Experiment(Cell cell, TrainConfig config) {

  /** gas or full. */
  public String mode() {
    return String.valueOf(config.toMap().get("mode"));
  }

  /** Where its finished runs lie below the output: TABLE/DATASET/MODEL/MODE. */
  public Path directory(Path output) {
    return new Path(output, String.join("/", cell.table(), cell.dataset(), cell.model(), mode()));
  }

  @Override
  public String toString() {
    return "%s on %s, %s".formatted(cell.model(), cell.dataset(), mode());
  }
}
