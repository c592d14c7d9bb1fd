package org.gnnautoscale.dataset.raw;

import org.jspecify.annotations.Nullable;

/**
 * The ids of the nodes, by position: consecutive numbers, any numbers, or text.
 *
 * <p>Immutable; the arrays given are not copied.
 */
public final class NodeIds {

  private final int size;
  private final long first;
  private final long @Nullable [] numbers;
  private final String @Nullable [] texts;

  private NodeIds(int size, long first, long @Nullable [] numbers, String @Nullable [] texts) {
    this.size = size;
    this.first = first;
    this.numbers = numbers;
    this.texts = texts;
  }

  /** The ids first, first + 1, ... */
  public static NodeIds positions(int size, long first) {
    return new NodeIds(size, first, null, null);
  }

  /** Distinct numbers in any order. */
  public static NodeIds numbers(long[] ids) {
    return new NodeIds(ids.length, 0, ids, null);
  }

  /** Distinct texts in any order. */
  public static NodeIds texts(String[] ids) {
    return new NodeIds(ids.length, 0, null, ids);
  }

  /**
   * Distinct ids of a source of text: numbers only if all are written as numbers are, so that each
   * is given back as it was.
   */
  public static NodeIds written(String[] ids) {
    long[] numbers = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      if (!ids[i].matches("0|-?[1-9][0-9]{0,17}")) {
        return texts(ids);
      }
      numbers[i] = Long.parseLong(ids[i]);
    }
    return numbers(numbers);
  }

  /** Number of nodes. */
  public int size() {
    return size;
  }

  /** Whether the ids are texts. */
  public boolean isText() {
    return texts != null;
  }

  /** The id of a node, as a number; only for ids that are numbers. */
  public long number(int node) {
    return numbers == null ? first + node : numbers[node];
  }

  /** The id of a node, as text. */
  public String text(int node) {
    return texts == null ? Long.toString(number(node)) : texts[node];
  }
}
