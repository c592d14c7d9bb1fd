package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PublishedTablesTest {

  private final List<Cell> cells = PublishedTables.cells();

  @Test
  void theTablesHaveTheirCells() {
    assertThat(count("small", "gcn")).isEqualTo(8);
    assertThat(count("small", "gat")).as("none on Computers and Photo").isEqualTo(6);
    assertThat(count("small", "appnp")).isEqualTo(8);
    assertThat(count("small", "gcn2")).isEqualTo(8);
    assertThat(count("large", "gcn")).isEqualTo(6);
    assertThat(count("large", "gcn2")).isEqualTo(6);
    assertThat(count("large", "pna")).as("all but Reddit").isEqualTo(5);
    assertThat(count("large", "pna-jk")).as("Reddit").isEqualTo(1);
    assertThat(cells).doesNotHaveDuplicates();
  }

  @Test
  void figuresArePublishedOnes() {
    assertThat(cell("gcn", "cora").gas()).isEqualTo(new Figure(0.8229, 0.0076, true));
    assertThat(cell("gcn", "cora").fullBatch()).isEqualTo(new Figure(0.8188, 0.0075, false));
    assertThat(cell("gcn2", "coauthor-physics").gas()).hasToString("93.61 +- 0.41 [M]");
    assertThat(cell("appnp", "wiki-cs").gas()).hasToString("79.84 [M]");
    assertThat(cell("pna-jk", "reddit").gas()).hasToString("97.17 [M]");
    assertThat(cell("gcn", "ogbn-arxiv").gas()).hasToString("71.68");
    assertThat(cell("gcn", "yelp").fullBatch()).as("out of memory").isNull();
  }

  @Test
  void partsAndRunsArePublishedOnes() {
    assertThat(cell("gcn", "cora").parts()).isEqualTo(40);
    assertThat(cell("gcn2", "cora").parts()).isEqualTo(2);
    assertThat(cell("appnp", "amazon-photo").parts()).isEqualTo(16);
    assertThat(cell("gcn", "ogbn-products").parts()).isEqualTo(7);
    assertThat(cells)
        .allSatisfy(
            cell ->
                assertThat(cell.runs())
                    .as(cell.toString())
                    .isEqualTo(
                        cell.table().equals("large") ? 1 : cell.model().equals("gcn2") ? 10 : 20));
  }

  @Test
  void aLineThatIsNoCellIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublishedTables.parse("small gcn cora 40 20 82.29+-0.76[V]"))
        .withMessage(
            "a line of published figures must have 7 columns, got 'small gcn cora 40 20 82.29+-0.76[V]'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublishedTables.parse("small gcn cora 40 20 - 82.29"))
        .withMessage("a published figure must look like 82.29+-0.76[V] or 95.43[M], got '82.29'");
  }

  private long count(String table, String model) {
    return cells.stream()
        .filter(cell -> cell.table().equals(table) && cell.model().equals(model))
        .count();
  }

  private Cell cell(String model, String dataset) {
    return Objects.requireNonNull(
        cells.stream()
            .filter(cell -> cell.model().equals(model) && cell.dataset().equals(dataset))
            .findFirst()
            .orElse(null));
  }
}
