package org.gnnautoscale.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gnnautoscale.dataset.GraphDescription;
import org.junit.jupiter.api.Test;

class NodeRulesTest {

  @Test
  void aRowThatKeepsToTheRulesPasses() {
    NodeRow node = node(7);
    node.features = new float[] {1, 2};
    node.label = 1;
    node.splits = new byte[] {0, 3};

    assertThat(dense(2).check(node)).isNull();
  }

  @Test
  void aRowNeedsAnId() {
    assertThat(message(dense(0), new NodeRow())).contains("a node has no id");
  }

  @Test
  void aFeatureMustBeFinite() {
    NodeRow node = node(7);
    node.features = new float[] {1, Float.NEGATIVE_INFINITY};

    assertThat(message(dense(0), node))
        .contains("a feature is not a finite number")
        .contains("id       7")
        .contains("feature  1")
        .contains("value    -Infinity")
        .contains("fix      replace it by a number");
  }

  @Test
  void anIndexOfSparseFeaturesMustBeBelowTheStatedWidth() {
    NodeRow node = sparse(new int[] {3, 5}, new float[] {1, 1});

    assertThat(message(rules(FeatureKind.SPARSE, LabelKind.NONE, 5, 0), node))
        .contains("an index of sparse features is out of range")
        .contains("expected 0..4")
        .contains("found    5");
  }

  @Test
  void anIndexOfSparseFeaturesStandsOnce() {
    NodeRow node = sparse(new int[] {3, 1, 3}, new float[] {1, 1, 1});

    assertThat(message(rules(FeatureKind.SPARSE, LabelKind.NONE, 0, 0), node))
        .contains("sparse features name an index twice")
        .contains("index    3");
  }

  @Test
  void sparseFeaturesHaveAValueForEachIndex() {
    NodeRow node = sparse(new int[] {3, 1}, new float[] {1});

    assertThat(message(rules(FeatureKind.SPARSE, LabelKind.NONE, 0, 0), node))
        .contains("unequal numbers of indices and values")
        .contains("expected 2 values")
        .contains("found    1 values");
  }

  @Test
  void aLabelIsAtLeastMinusOne() {
    NodeRow node = node(7);
    node.label = -2;

    assertThat(message(dense(0), node))
        .contains("a label is out of range")
        .contains("expected -1 (none) or 0..2147483646")
        .contains("found    -2");
  }

  @Test
  void theNumberAfterTheHighestLabelOrIndexMustBeAnInt() {
    NodeRow labelled = node(7);
    labelled.label = Integer.MAX_VALUE;
    NodeRow wide = sparse(new int[] {Integer.MAX_VALUE}, new float[] {1});

    assertThat(message(dense(0), labelled))
        .contains("a label is out of range")
        .contains("expected -1 (none) or 0..2147483646")
        .contains("found    2147483647");
    assertThat(message(rules(FeatureKind.SPARSE, LabelKind.NONE, 0, 0), wide))
        .contains("an index of sparse features is out of range")
        .contains("expected 0..2147483646")
        .contains("found    2147483647");
  }

  @Test
  void aLabelIsBelowTheStatedNumberOfClasses() {
    NodeRow node = node(7);
    node.label = 3;

    assertThat(message(dense(3), node))
        .contains("expected -1 (none) or 0..2")
        .contains("found    3");
  }

  @Test
  void severalLabelsAreZerosAndOnes() {
    NodeRow node = node(7);
    node.labels = new float[] {0, 2};

    assertThat(message(rules(FeatureKind.NONE, LabelKind.MULTI, 0, 0), node))
        .contains("neither 0 nor 1")
        .contains("label    1")
        .contains("value    2.0");
  }

  @Test
  void aSplitsEntryIsOneOfFour() {
    NodeRow node = node(7);
    node.label = 0;
    node.splits = new byte[] {1, 4};

    assertThat(message(dense(0), node))
        .contains("a split's entry is out of range")
        .contains("split    1")
        .contains("found    4");
  }

  @Test
  void aNodeWithoutALabelIsInNoSplit() {
    NodeRow node = node(7);
    node.splits = new byte[] {0, 2};

    assertThat(message(dense(0), node))
        .contains("a node without a label is in a split")
        .contains("split    1")
        .contains("value    val");
  }

  @Test
  void rowsOfAnotherLengthThanMostAreOdd() {
    Lengths lengths = new Lengths("features");
    lengths.add(3, node(1));
    lengths.add(3, node(2));
    lengths.add(4, node(9));

    assertThat(message(lengths.odd(0)))
        .contains("features of a node have another length than those of the other nodes")
        .contains("id       9")
        .contains("expected 3 values")
        .contains("found    4 values");
  }

  @Test
  void rowsOfAnotherLengthThanStatedAreOdd() {
    Lengths lengths = new Lengths("splits");
    lengths.add(3, node(1));

    assertThat(lengths.odd(3)).isNull();
    assertThat(message(lengths.odd(2)))
        .contains("splits of a node have another length than graph.json states")
        .contains("expected 2 values");
  }

  private static NodeRules dense(int classes) {
    return rules(FeatureKind.DENSE, LabelKind.CLASS, 0, classes);
  }

  private static NodeRules rules(FeatureKind features, LabelKind labels, int width, int classes) {
    return new NodeRules(
        new GraphSchema(false, false, features, labels, true),
        new GraphDescription("tiny", false, 0, 0, width, classes, List.of(), 0, false, 0, 0, 0));
  }

  private static NodeRow node(long id) {
    NodeRow node = new NodeRow();
    node.hasId = true;
    node.number = id;
    return node;
  }

  private static NodeRow sparse(int[] index, float[] values) {
    NodeRow node = node(7);
    node.index = index;
    node.features = values;
    return node;
  }

  private static String message(NodeRules rules, NodeRow node) {
    return message(rules.check(node));
  }

  private static String message(Finding finding) {
    assertThat(finding).isNotNull();
    return finding.toException(List.of()).getMessage();
  }
}
