package org.gnnautoscale.dataset.format;

import java.util.Locale;

/** What only some formats are told, beside the path of their input. */
public enum SourceOption {
  /** File of the features. */
  FEATURES_FILE,
  /** File of what is to be predicted. */
  TARGET_FILE,
  /** Column of the target file that holds node ids. */
  ID_COLUMN,
  /** Column of the target file that holds labels. */
  LABEL_COLUMN,
  /** Variable that holds the adjacency matrix. */
  NETWORK_KEY,
  /** Variable that holds the labels. */
  LABEL_KEY,
  /** Variable that holds the features. */
  FEATURES_KEY,
  /** Key of the masks of validation nodes. */
  VAL_KEY;

  /** The option as it is typed. */
  @Override
  public String toString() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
