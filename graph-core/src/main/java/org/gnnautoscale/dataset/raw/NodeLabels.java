package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be predicted of the nodes: one class each, or a yes or no to each of several labels.
 *
 * <pre>
 * one class       int32 [n], -1 = unlabelled
 * several labels  float32 [n, classes] of 0 and 1; a row of NaN = unlabelled
 * </pre>
 *
 * <p>Immutable; the arrays given are not copied.
 */
public final class NodeLabels {

  private static final int[] NO_CLASS = {};

  private final int classes;
  private final int[] classOf;
  private final float @Nullable [][] several;
  private final List<String> names;

  private NodeLabels(int classes, int[] classOf, float @Nullable [][] several, List<String> names) {
    this.classes = classes;
    this.classOf = classOf;
    this.several = several;
    this.names = names;
  }

  /**
   * Class numbers, known to be right.
   *
   * @param classes how many there are; more than the highest number
   */
  public static NodeLabels numbers(int[] classOf, int classes) {
    return new NodeLabels(classes, classOf, null, List.of());
  }

  /**
   * Class numbers of a source.
   *
   * @param declared number of classes that the source states, or 0 for 0..max
   * @throws BadDataException if one is negative but not -1, or not below the declared number
   */
  public static NodeLabels checked(long[] numbers, int declared, Origin origin) throws IOException {
    int[] classOf = new int[numbers.length];
    int most = -1;
    for (int i = 0; i < numbers.length; i++) {
      long number = numbers[i];
      if (number < -1 || (declared > 0 && number >= declared) || number >= Integer.MAX_VALUE) {
        throw outOfRange(origin.badRow("label is out of range", i), number, declared);
      }
      classOf[i] = (int) number;
      most = Math.max(most, classOf[i]);
    }
    return numbers(classOf, declared > 0 ? declared : most + 1);
  }

  /** Completes an error about a class number. */
  public static BadDataException outOfRange(BadDataException error, Object number, int declared) {
    String range = declared > 0 ? "0 to " + (declared - 1) : "at least 0";
    return error
        .with("expected", range + ", or -1 for a node without a label")
        .with("value", number)
        .fix("number the classes from 0, or use text labels");
  }

  /**
   * Texts; an empty one or -1 is no label. The classes are numbered in the order of their names.
   */
  public static NodeLabels texts(String[] texts) {
    TreeSet<String> distinct = new TreeSet<>(Arrays.asList(texts));
    distinct.removeAll(List.of("", "-1"));
    List<String> names = new ArrayList<>(distinct);
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    int[] classOf = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      classOf[i] = numbers.getOrDefault(texts[i], -1);
    }
    return new NodeLabels(names.size(), classOf, null, List.copyOf(names));
  }

  /**
   * A table of 0 and 1, a column a label. Two complementary columns are two classes.
   *
   * @throws BadDataException if a value is neither 0 nor 1 (NaN in a whole row: unlabelled)
   */
  public static NodeLabels several(float[][] rows, int columns, Origin origin) throws IOException {
    boolean complementary = columns == 2;
    for (int i = 0; i < rows.length; i++) {
      boolean unlabelled = columns > 0 && Float.isNaN(rows[i][0]);
      for (int j = 0; j < columns; j++) {
        float value = rows[i][j];
        if (unlabelled ? !Float.isNaN(value) : value != 0 && value != 1) {
          throw origin
              .badRow("a label of several must be 0 or 1", i)
              .with("column", j)
              .with("value", value)
              .fix(
                  "write 1 where the node has the label, else 0; NaN in the whole row for unknown");
        }
      }
      complementary &= unlabelled || rows[i][0] + rows[i][1] == 1;
    }
    return complementary ? secondColumn(rows) : new NodeLabels(columns, NO_CLASS, rows, List.of());
  }

  /**
   * Sets of labels.
   *
   * @param labelsOf labels of each node, each below classes; a label may repeat
   * @param names texts of the labels, or none
   * @throws BadDataException if the table of labels would not fit the heap
   */
  public static NodeLabels sets(int[][] labelsOf, int classes, List<String> names, Origin origin)
      throws IOException {
    requireMemory(labelsOf, classes, origin);
    float[] none = new float[classes];
    float[][] rows = new float[labelsOf.length][];
    for (int node = 0; node < rows.length; node++) {
      rows[node] = labelsOf[node].length == 0 ? none : new float[classes];
      for (int label : labelsOf[node]) {
        rows[node][label] = 1;
      }
    }
    return new NodeLabels(classes, NO_CLASS, rows, List.copyOf(names));
  }

  private static void requireMemory(int[][] labelsOf, int classes, Origin origin)
      throws IOException {
    long labelled = Arrays.stream(labelsOf).filter(labels -> labels.length > 0).count();
    double bytes = (double) Float.BYTES * labelled * classes;
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw origin
          .bad("the table of labels does not fit the heap")
          .with("expected", "at most %d bytes".formatted(Runtime.getRuntime().maxMemory()))
          .with("found", "%d nodes with %d labels: %.0f bytes".formatted(labelled, classes, bytes))
          .fix("check the number of labels; if it is right, set GAS_HEAP higher");
    }
  }

  private static NodeLabels secondColumn(float[][] rows) {
    int[] classOf = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      classOf[i] = Float.isNaN(rows[i][1]) ? -1 : (int) rows[i][1];
    }
    return numbers(classOf, 2);
  }

  /** Number of nodes. */
  public int size() {
    return several == null ? classOf.length : several.length;
  }

  /** Number of classes, or of labels a node can have. */
  public int classes() {
    return classes;
  }

  /** Texts of the classes, if the source has texts. */
  public List<String> names() {
    return names;
  }

  /** Whether a node can have several labels. */
  public boolean isSeveral() {
    return several != null;
  }

  /** Class of a node, or -1; only for one class a node. */
  public int number(int node) {
    return classOf[node];
  }

  /** Labels of a node, float32 [classes]; only for several labels a node. */
  public float[] row(int node) {
    if (several == null) {
      throw new IllegalStateException("nodes have one class each");
    }
    return several[node];
  }

  /** Whether anything is known of a node. */
  public boolean isLabelled(int node) {
    return several == null
        ? classOf[node] >= 0
        : several[node].length > 0 && !Float.isNaN(several[node][0]);
  }
}
