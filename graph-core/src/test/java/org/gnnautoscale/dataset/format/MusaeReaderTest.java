package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 7 - 3 - 12, whose ids have gaps. */
class MusaeReaderTest {

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.MUSAE, directory)
            .file("edges.csv", "id_1,id_2\n7,3\n3,12\n")
            .file("features.json", "{\"3\": [4, 0, 4], \"7\": [], \"12\": [2]}")
            .file(
                "target.csv",
                "id,page_name,page_type\n7,\"a, \"\"b\"\"\",shop\n3,\u4e2d,band\n12,x,\n")
            .optionFile(SourceOption.FEATURES_FILE, "features.json")
            .optionFile(SourceOption.TARGET_FILE, "target.csv")
            .option(SourceOption.LABEL_COLUMN, "page_type");
  }

  @Test
  void threeFilesBecomeAGraph() throws IOException {
    RawGraph graph = input.read("edges.csv");

    assertThat(graph.ids().isText()).isFalse();
    assertThat(TinyInput.edges(graph)).containsExactly("7-3", "3-12");
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, -1);
    assertThat(graph.labels().names()).containsExactly("band", "shop");
    assertThat(graph.features().width()).isEqualTo(5);
    assertThat(graph.features().indices(1)).containsExactly(0, 4);
    assertThat(graph.features().values(1)).containsExactly(1, 1);
    assertThat(graph.features().indices(0)).isEmpty();
    assertThat(graph.usual()).isEqualTo(FeatureChoice.RAW);
    assertThat(graph.splits()).isNull();
  }

  @Test
  void edgesAloneAreAGraph() throws IOException {
    RawGraph graph =
        new TinyInput(GraphFormat.MUSAE, directory)
            .file("edges.csv", "from,to\nb,a\na,c\n")
            .read("edges.csv");

    assertThat(TinyInput.edges(graph)).containsExactly("b-a", "a-c");
    assertThat(graph.features()).isNull();
    assertThat(graph.labels()).isNull();
  }

  @Test
  void withoutATargetFileTheFeaturesNameTheNodes() throws IOException {
    input.option(SourceOption.TARGET_FILE, null).option(SourceOption.LABEL_COLUMN, null);

    RawGraph graph = input.read("edges.csv");

    assertThat(graph.ids().number(0)).isEqualTo(3);
    assertThat(graph.features().indices(2)).containsExactly(2);
  }

  @Test
  void numbersAreClassNumbers() throws IOException {
    target("name,id,mature\nx,7,2\ny,3,-1\nz,12,0\n").option(SourceOption.LABEL_COLUMN, "mature");

    RawGraph graph = input.read("edges.csv");

    assertThat(TinyInput.labels(graph)).containsExactly(2, -1, 0);
    assertThat(graph.labels().classes()).isEqualTo(3);
  }

  @Test
  void aLabelOutOfRangeIsNamed() throws IOException {
    target("id,page_type\n7,1\n3,-2\n12,0\n");

    fails()
        .withMessageContaining("label is out of range")
        .withMessageContaining("target.csv")
        .withMessageContaining("row      3")
        .withMessageContaining("column   page_type")
        .withMessageContaining("value    -2");
  }

  @Test
  void aColumnThatIsNotToldIsAskedForWithThoseThatAreThere() throws IOException {
    input.option(SourceOption.LABEL_COLUMN, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> input.read("edges.csv"))
        .withMessage(
            "--label-column is needed: which column of target.csv is it? There are: id, page_name, page_type");

    target("new_id,page_type\n7,a\n").option(SourceOption.LABEL_COLUMN, "page_type");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> input.read("edges.csv"))
        .withMessageStartingWith("--id-column is needed")
        .withMessageEndingWith("new_id, page_type");
  }

  @Test
  void aColumnThatIsNotThereIsNamedBesideThoseThatAre() {
    input.option(SourceOption.LABEL_COLUMN, "type");

    fails()
        .withMessageContaining("the header has no column 'type'")
        .withMessageContaining("expected id, page_name, page_type")
        .withMessageContaining("fix      give --label-column one of the names");
  }

  @Test
  void aColumnWithoutATargetFileIsWrongUsage() {
    input.option(SourceOption.TARGET_FILE, null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> input.read("edges.csv"))
        .withMessageContaining("give --target-file too");
  }

  @Test
  void anEdgeToAnUnknownNodeIsNamed() throws IOException {
    input.file("edges.csv", "id_1,id_2\n7,3\n3,1.5\n");

    fails()
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("edges.csv")
        .withMessageContaining("row      3")
        .withMessageContaining("column   id_2")
        .withMessageContaining("value    1.5")
        .withMessageContaining("add the node to target.csv");
  }

  @Test
  void edgesNeedAHeaderAndTwoColumns() throws IOException {
    input.file("edges.csv", "7,3\n3,12\n");
    fails()
        .withMessageContaining("the first line holds ids, where a header is expected")
        .withMessageContaining("found    7,3");

    input.file("edges.csv", "id_1,id_2,weight\n7,3,1\n");
    fails().withMessageContaining("an edge list has two columns");

    input.file("edges.csv", "id_1,id_2\n7,3\n3\n");
    fails().withMessageContaining("ragged rows").withMessageContaining("row      3");

    input.file("edges.csv", "id_1,id_2\n7,\n");
    fails().withMessageContaining("an edge has no id").withMessageContaining("row      2");

    input.file("edges.csv", "id_1,id_2\n");
    fails().withMessageContaining("the file holds no edge");
  }

  @Test
  void aNodeThatOccursTwiceIsNamed() throws IOException {
    target("id,page_type\n7,a\n3,b\n7,a\n");
    fails()
        .withMessageContaining("a node occurs twice")
        .withMessageContaining("row      4")
        .withMessageContaining("value    7");

    target("id,page_type\n7,a\n3,b\n12,a\n");
    features("{\"3\": [1],\n \"7\": [],\n \"3\": [2]}")
        .withMessageContaining("a node occurs twice")
        .withMessageContaining("features.json")
        .withMessageContaining("row      3")
        .withMessageContaining("key      /3");
  }

  @Test
  void featuresOfAnUnknownNodeAreNamed() throws IOException {
    features("{\"3\": [1], \"8\": []}")
        .withMessageContaining("features of an unknown node")
        .withMessageContaining("value    8");
  }

  @Test
  void featuresAreNumbersFromZero() throws IOException {
    features("{\"3\": [1, -2]}")
        .withMessageContaining("a feature number is out of range")
        .withMessageContaining("key      /3/1")
        .withMessageContaining("value    -2");
    features("{\"3\": [0.5]}")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("value    0.5");
    features("{\"3\": [NaN]}")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("value    NaN");
    features("{\"3\": [2147483647]}").withMessageContaining("a feature number is out of range");
    features("{\"3\": [123456789012345678901234567890]}")
        .withMessageContaining("expected a whole number");
    features("{\"3\": [%s]}".formatted("1".repeat(2000)))
        .withMessageContaining("no JSON that can be read")
        .withMessageContaining("key      /3/0");
    features("{\"3\": [\"1\"]}")
        .withMessageContaining("something else than expected")
        .withMessageContaining("expected a feature number");
    features("{\"3\": 1}").withMessageContaining("expected a list of feature numbers");
    features("[[1]]")
        .withMessageContaining("expected an object from node id to list of features")
        .withMessageContaining("value    an array");
  }

  @Test
  void noTruncatedFeaturesAreRead() throws IOException {
    String whole = "{\"3\": [4, 0], \"7\": []}";
    for (int length = 1; length < whole.length(); length++) {
      features(whole.substring(0, length)).withMessageContaining("truncated");
    }
    features("").withMessageContaining("the file is empty").withMessageContaining("features.json");
    features(whole + "}").withMessageContaining("truncated or no JSON");
    features(whole + "{}").withMessageContaining("the file goes on after its JSON value");
  }

  @Test
  void textThatIsNotUtf8IsNamed() throws IOException {
    input.file("features.json", "{\"\u00e4\": []}".getBytes(StandardCharsets.ISO_8859_1));

    fails()
        .withMessageContaining("the file is not UTF-8 text")
        .withMessageContaining("features.json");
  }

  @Test
  void missingAndEmptyFilesAreNamed() throws IOException {
    target("");
    fails().withMessageContaining("the file is empty").withMessageContaining("target.csv");

    target("id,page_type\n");
    fails().withMessageContaining("the file holds no node");

    input.optionFile(SourceOption.TARGET_FILE, "none.csv");
    fails().withMessageContaining("there is no such file").withMessageContaining("none.csv");
  }

  private TinyInput target(String text) throws IOException {
    return input.file("target.csv", text);
  }

  private ThrowableAssertAlternative<?> features(String text) throws IOException {
    input.file("features.json", text);
    return fails();
  }

  private ThrowableAssertAlternative<?> fails() {
    return input.fails("edges.csv");
  }
}
