package org.gnnautoscale.spark.partition.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FirstRowsTest {

  @Test
  void rowsComeByDegreeInStepsOfPowersOfTwoThenById() {
    // degrees: node 0 has 4, node 3 has 1, nodes 5 and 6 have 2 and 3: one step
    RowBlock rows =
        rows(arcs("0 1", "0 2", "0 3", "0 4", "3 0", "5 1", "5 2", "6 1", "6 2", "6 3"));

    assertThat(rows.node()).containsExactly(3, 5, 6, 0);
    assertThat(rows.rowPtr()).containsExactly(0, 1, 3, 6, 10);
    assertThat(rows.col()).containsExactly(0, 1, 2, 1, 2, 3, 1, 2, 3, 4);
  }

  @Test
  void repeatsAreOneArc() {
    RowBlock rows = rows(arcs("0 1", "0 1", "1 0", "1 0"));

    assertThat(rows.node()).containsExactly(0, 1);
    assertThat(rows.col()).containsExactly(1, 0);
  }

  @Test
  void keysFindTheRowsOfASlice() {
    RowBlock rows = rows(arcs("0 1", "0 2", "3 0", "5 1"));

    assertThat(rows.firstRow(RowBlock.key(0, 0))).isEqualTo(0);
    assertThat(rows.firstRow(RowBlock.key(1, 4))).isEqualTo(1);
    assertThat(rows.firstRow(RowBlock.key(2, 0))).isEqualTo(2);
    assertThat(rows.firstRow(Long.MAX_VALUE)).isEqualTo(3);
  }

  @Test
  void nodesWeighTheArcsThatCountAndOneMore() {
    long[] arcs = {
      FirstRows.arc(0, 1, false),
      FirstRows.arc(0, 1, true),
      FirstRows.arc(0, 2, true),
      FirstRows.arc(1, 0, false)
    };

    RowBlock rows = FirstRows.rows(arcs, null, NodeWeight.EDGES_IN);

    assertThat(rows.node()).containsExactly(1, 0);
    assertThat(rows.nodeWeights()).containsExactly(1, 3);
    assertThat(rows.col()).containsExactly(0, 1, 2);
  }

  @Test
  void weightsOfArcsAndTheirRepeatsAddUp() {
    long[] arcs = {
      FirstRows.arc(0, 1, false), FirstRows.arc(0, 1, true), FirstRows.arc(0, 2, true)
    };

    RowBlock rows = FirstRows.rows(arcs, new float[] {3, 4, 5}, NodeWeight.ONE);

    assertThat(rows.col()).containsExactly(1, 2);
    assertThat(rows.arcWeights()).containsExactly(7, 5);
    assertThat(rows.nodeWeights()).isNull();
  }

  private static RowBlock rows(long[] arcs) {
    return FirstRows.rows(arcs, null, NodeWeight.ONE);
  }

  private static long[] arcs(String... arcs) {
    return Arrays.stream(arcs)
        .map(arc -> arc.split(" ", -1))
        .mapToLong(
            ends -> FirstRows.arc(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]), true))
        .toArray();
  }
}
