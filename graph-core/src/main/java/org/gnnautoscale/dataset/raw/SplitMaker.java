package org.gnnautoscale.dataset.raw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/** Applies a choice of splits to a graph. */
public final class SplitMaker {

  /** A stream of its own: the order of a generated graph's ids is drawn from the same seed. */
  private static final long SPLITS = 4L << 32;

  private SplitMaker() {}

  /**
   * The splits that a graph is to have.
   *
   * @param choice or null: given, where the source brings one
   * @param given the source's own splits
   * @throws IllegalArgumentException if the choice needs what the source does not have
   * @throws BadDataException if a class has fewer nodes than each class is to give
   */
  public static @Nullable NodeSplits apply(
      @Nullable SplitChoice choice, @Nullable NodeLabels labels, @Nullable NodeSplits given)
      throws BadDataException {
    if (choice == null) {
      return given;
    }
    return switch (choice.kind()) {
      case GIVEN -> required(given);
      case NONE -> null;
      case PER_CLASS, RATIO -> random(choice, labels);
    };
  }

  private static NodeSplits required(@Nullable NodeSplits given) {
    if (given == null) {
      throw new IllegalArgumentException(
          "split 'given' needs a source with a split, and this one has none; choose none, per-class or ratio");
    }
    return given;
  }

  private static NodeSplits random(SplitChoice choice, @Nullable NodeLabels labels)
      throws BadDataException {
    if (labels == null) {
      throw new IllegalArgumentException(
          "split '%s' needs labels, and the source has none; choose none".formatted(choice));
    }
    if (choice.kind() == SplitChoice.Kind.PER_CLASS && labels.isSeveral()) {
      throw new IllegalArgumentException(
          "split '%s' needs one class a node, and nodes have several labels; choose ratio"
              .formatted(choice));
    }
    byte[][] roles = new byte[choice.splits()][labels.size()];
    List<int[]> groups =
        choice.kind() == SplitChoice.Kind.PER_CLASS
            ? largeEnough(byClass(labels), choice, labels)
            : List.of(labelled(labels));
    for (int split = 0; split < roles.length; split++) {
      Randomness random = Randomness.of(choice.seed(), SPLITS + split);
      for (int[] group : groups) {
        draw(choice, group, random, roles[split]);
      }
    }
    return NodeSplits.of(roles);
  }

  /** A class without any node is a number that is not used: nothing is drawn from it. */
  private static List<int[]> largeEnough(List<int[]> classes, SplitChoice choice, NodeLabels labels)
      throws BadDataException {
    int least = (int) Math.min(Integer.MAX_VALUE, (long) choice.train() + (long) choice.val());
    for (int c = 0; c < classes.size(); c++) {
      int nodes = classes.get(c).length;
      if (nodes > 0 && nodes < least) {
        throw BadDataException.of("a class has too few labelled nodes for the split")
            .with("class", labels.names().isEmpty() ? c : labels.names().get(c))
            .with("expected", "at least %,d, for --split %s".formatted(least, choice))
            .with("found", nodes)
            .fix("ask for fewer nodes a class, or draw percents with --split ratio:TRAIN:VAL:TEST");
      }
    }
    return classes;
  }

  private static void draw(SplitChoice choice, int[] group, Randomness random, byte[] roles) {
    boolean counts = choice.kind() == SplitChoice.Kind.PER_CLASS;
    double unit = counts ? 1 : group.length / 100.0;
    int train = (int) Math.min(group.length, Math.round(choice.train() * unit));
    int known = (int) Math.min(group.length, Math.round((choice.train() + choice.val()) * unit));
    int[] order = group.clone();
    random.shuffle(order, order.length);
    for (int i = 0; i < order.length; i++) {
      roles[order[i]] = i < train ? NodeSplits.TRAIN : i < known ? NodeSplits.VAL : NodeSplits.TEST;
    }
  }

  private static int[] labelled(NodeLabels labels) {
    int[] nodes = new int[labels.size()];
    int count = 0;
    for (int node = 0; node < nodes.length; node++) {
      if (labels.isLabelled(node)) {
        nodes[count++] = node;
      }
    }
    return Arrays.copyOf(nodes, count);
  }

  private static List<int[]> byClass(NodeLabels labels) {
    int[] sizes = new int[labels.classes()];
    for (int node : labelled(labels)) {
      sizes[labels.number(node)]++;
    }
    List<int[]> groups = new ArrayList<>();
    for (int size : sizes) {
      groups.add(new int[size]);
    }
    for (int node = labels.size() - 1; node >= 0; node--) {
      int label = labels.number(node);
      if (label >= 0) {
        groups.get(label)[--sizes[label]] = node;
      }
    }
    return groups;
  }
}
