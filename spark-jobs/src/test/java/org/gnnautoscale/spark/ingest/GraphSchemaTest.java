package org.gnnautoscale.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.apache.spark.sql.types.StructType;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;

class GraphSchemaTest {

  private static final String EDGES = "src bigint, dst bigint";

  @Test
  void columnsThatAreAbsentMeanNothingOfThatKind() throws IOException {
    assertThat(schema("id bigint", EDGES))
        .isEqualTo(new GraphSchema(false, false, FeatureKind.NONE, LabelKind.NONE, false));
  }

  @Test
  void anyWidthOfNumberWillDo() throws IOException {
    assertThat(
            schema(
                "id int, features array<double>, label bigint, splits array<int>",
                "src smallint, dst int, weight double"))
        .isEqualTo(new GraphSchema(false, true, FeatureKind.DENSE, LabelKind.CLASS, true));
  }

  @Test
  void idsMayBeText() throws IOException {
    assertThat(schema("id string, labels array<float>", "src string, dst string"))
        .isEqualTo(new GraphSchema(true, false, FeatureKind.NONE, LabelKind.MULTI, false));
  }

  @Test
  void aMissingColumnIsNamed() {
    assertBad("id bigint", "from bigint, dst bigint")
        .withMessageContaining("a table lacks a column")
        .withMessageContaining("table    edges")
        .withMessageContaining("column   src")
        .withMessageContaining("found    from, dst");
  }

  @Test
  void idsThatAreFractionsAreRefused() {
    assertBad("id double", EDGES)
        .withMessageContaining("a column has a type that cannot be used")
        .withMessageContaining("column   id")
        .withMessageContaining("expected bigint or string")
        .withMessageContaining("found    double");
  }

  @Test
  void endsOfEdgesHaveTheTypeOfNodes() {
    assertBad("id string", EDGES)
        .withMessageContaining("column   src")
        .withMessageContaining("expected string, as the ids of nodes are")
        .withMessageContaining("found    bigint");
  }

  @Test
  void featuresOfTextAreRefused() {
    assertBad("id bigint, features array<string>", EDGES)
        .withMessageContaining("column   features")
        .withMessageContaining("found    array<string>");
  }

  @Test
  void sparseFeaturesNeedBothTheirFields() {
    assertBad("id bigint, features struct<indices: array<int>>", EDGES)
        .withMessageContaining(
            "expected array<float> or struct<indices:array<int>,values:array<float>>");
  }

  @Test
  void labelsAreOfOneKind() {
    assertBad("id bigint, label int, labels array<float>", EDGES)
        .withMessageContaining("nodes have two columns of labels");
  }

  @Test
  void weightsOfTextAreRefused() {
    assertBad("id bigint", EDGES + ", weight string").withMessageContaining("column   weight");
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<BadDataException> assertBad(
      String nodes, String edges) {
    return assertThatExceptionOfType(BadDataException.class).isThrownBy(() -> schema(nodes, edges));
  }

  private static GraphSchema schema(String nodes, String edges) throws IOException {
    return GraphSchema.of(StructType.fromDDL(nodes), StructType.fromDDL(edges));
  }
}
