package org.gnnautoscale.dataset.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;

class SplitMakerTest {

  /** 100 nodes: every tenth without a label, the others in classes 0 and 1 by turns. */
  private static final NodeLabels LABELS = labels();

  @Test
  void ratioDividesTheLabelledNodes() throws IOException {
    NodeSplits splits = make("ratio:50:25:25");

    assertThat(splits.count()).isEqualTo(1);
    assertThat(count(splits, 0, NodeSplits.TRAIN)).isEqualTo(45);
    assertThat(count(splits, 0, NodeSplits.VAL)).isEqualTo(23);
    assertThat(count(splits, 0, NodeSplits.TEST)).isEqualTo(22);
    assertThat(splits.role(0, 10)).isEqualTo(NodeSplits.NONE);
  }

  @Test
  void perClassTakesSoManyOfEachClassAndTestsOnTheRest() throws IOException {
    NodeSplits splits = make("per-class:5:10");

    assertThat(splits.count()).isEqualTo(20);
    for (int split = 0; split < 20; split++) {
      assertThat(count(splits, split, NodeSplits.TRAIN)).isEqualTo(10);
      assertThat(count(splits, split, NodeSplits.VAL)).isEqualTo(20);
      assertThat(count(splits, split, NodeSplits.TEST)).isEqualTo(60);
      assertThat(trainOfClass(splits, split, 1)).isEqualTo(5);
    }
  }

  @Test
  void aClassMayGiveAllItsNodes() throws IOException {
    NodeSplits splits = make("per-class:30:15"); // each class has 45

    assertThat(trainOfClass(splits, 0, 1)).isEqualTo(30);
    assertThat(count(splits, 0, NodeSplits.VAL)).isEqualTo(30);
    assertThat(count(splits, 0, NodeSplits.TEST)).isZero();
  }

  @Test
  void aClassThatIsTooSmallIsBadData() throws IOException {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> make("per-class:40:6"))
        .withMessage(
            """
            a class has too few labelled nodes for the split
              class    0
              expected at least 46, for --split per-class:40:6
              found    45
              fix      ask for fewer nodes a class, or draw percents with --split ratio:TRAIN:VAL:TEST""");
  }

  @Test
  void aClassNumberThatNoNodeHasIsLeftOut() throws IOException {
    NodeLabels labels = NodeLabels.numbers(new int[] {0, 0, 2, 2}, 4);

    NodeSplits splits = SplitMaker.apply(SplitChoice.parse("per-class:1:1"), labels, null);

    assertThat(count(splits, 0, NodeSplits.TRAIN)).isEqualTo(2);
  }

  @Test
  void equalSeedsGiveEqualSplitsAndOthersOthers() throws IOException {
    SplitChoice choice = SplitChoice.parse("ratio:50:25:25").times(2);

    String first = roles(SplitMaker.apply(choice.seeded(7), LABELS, null), 0);

    assertThat(roles(SplitMaker.apply(choice.seeded(7), LABELS, null), 0)).isEqualTo(first);
    assertThat(roles(SplitMaker.apply(choice.seeded(7), LABELS, null), 1)).isNotEqualTo(first);
    assertThat(roles(SplitMaker.apply(choice.seeded(8), LABELS, null), 0)).isNotEqualTo(first);
  }

  @Test
  void givenIsTheDefaultAndNoneDropsIt() throws IOException {
    NodeSplits given = NodeSplits.of(new byte[] {1, 2});

    assertThat(SplitMaker.apply(null, LABELS, given)).isSameAs(given);
    assertThat(SplitMaker.apply(SplitChoice.GIVEN, LABELS, given)).isSameAs(given);
    assertThat(SplitMaker.apply(SplitChoice.NONE, LABELS, given)).isNull();
    assertThat(SplitMaker.apply(null, LABELS, null)).isNull();
  }

  @Test
  void whatTheSourceDoesNotHaveCannotBeChosen() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplitMaker.apply(SplitChoice.GIVEN, LABELS, null))
        .withMessageContaining("'given' needs a source with a split");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplitMaker.apply(SplitChoice.parse("ratio:50:25:25"), null, null))
        .withMessageContaining("needs labels");
  }

  @Test
  void choicesAreCheckedWhenTheyAreTyped() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplitChoice.parse("ratio:50:25:20"))
        .withMessage("split ratio:TRAIN:VAL:TEST must add up to 100, got 50:25:20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplitChoice.parse("per-class:20"))
        .withMessageContaining("per-class:TRAIN:VAL")
        .withMessageContaining("got 'per-class:20'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplitChoice.GIVEN.times(3))
        .withMessageContaining("not for 'given'");
    assertThat(SplitChoice.parse("ratio:0.5:0.5:99")).hasToString("ratio:0.5:0.5:99");
  }

  private static NodeSplits make(String choice) throws IOException {
    return SplitMaker.apply(SplitChoice.parse(choice), LABELS, null);
  }

  private static NodeLabels labels() {
    int[] labels = new int[100];
    for (int node = 0; node < 100; node++) {
      labels[node] = node % 10 == 0 ? -1 : node % 10 <= 5 ? 0 : 1;
    }
    for (int node = 5; node < 50; node += 10) {
      labels[node] = 1;
    }
    return NodeLabels.numbers(labels, 2);
  }

  private static long count(NodeSplits splits, int split, byte role) {
    return roles(splits, split).chars().filter(found -> found == '0' + role).count();
  }

  private static int trainOfClass(NodeSplits splits, int split, int label) {
    int count = 0;
    for (int node = 0; node < 100; node++) {
      count += splits.role(split, node) == NodeSplits.TRAIN && LABELS.number(node) == label ? 1 : 0;
    }
    return count;
  }

  private static String roles(NodeSplits splits, int split) {
    StringBuilder roles = new StringBuilder();
    for (int node = 0; node < splits.size(); node++) {
      roles.append(splits.role(split, node));
    }
    return roles.toString();
  }
}
