package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.gnnautoscale.dataset.download.DatasetSource;
import org.gnnautoscale.dataset.download.RemoteFile;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetTableTest {

  private static final String ENTRY =
      """
      datasets.toy {
        about = a toy, license = none, citation = nobody, import = "npz DIR/a.npz"
        from = "https://a.org/data", files = [{ name = a.npz }, %s]
      }
      """;

  static List<String> names() throws IOException {
    return DatasetTable.read().names();
  }

  @Test
  void everyDataSetOfThePaperIsThere() throws IOException {
    assertThat(names())
        .contains("cora", "citeseer", "pubmed", "coauthor-cs", "coauthor-physics")
        .contains("amazon-computers", "amazon-photo", "wiki-cs", "reddit", "ppi", "flickr", "yelp")
        .contains("ogbn-arxiv", "ogbn-products");
  }

  @Test
  void helpListsThemAll() throws IOException {
    String help = Call.gas("download", "--help").out();
    String list = help.substring(help.indexOf("Data sets"), help.indexOf("Examples:"));

    assertThat(list.substring(list.indexOf('\n')).strip().split(",\\s+"))
        .containsExactlyElementsOf(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theImportCommandOfEachCanBeParsed(String name) throws IOException {
    DatasetSource source = DatasetTable.read().find(name);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    String[] words = source.importCommand("here", "there").split(" ");

    assertThat(words[0]).isEqualTo("gas");
    assertThat(
            Gas.commandLine(nowhere, nowhere)
                .parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new))
                .subcommand()
                .matchedOptionValue("--output", "none"))
        .isEqualTo("there");
  }

  @ParameterizedTest
  @MethodSource("names")
  void filesOfEachHaveNamesOfTheirOwnAndSafeAddresses(String name) throws IOException {
    List<RemoteFile> files = DatasetTable.read().find(name).files();

    assertThat(files).extracting(RemoteFile::name).doesNotHaveDuplicates();
    assertThat(files).allMatch(file -> "https".equals(file.address().getScheme()));
  }

  @Test
  void aFileIsInTheFolderOfItsDataSetUnlessItHasAnAddress() throws IOException {
    DatasetTable table =
        DatasetTable.parse(ENTRY.formatted("{ folder = b, address = \"https://b.org/b.zip\" }"));

    assertThat(table.find("toy").files())
        .extracting(file -> file.address().toString())
        .containsExactly("https://a.org/data/a.npz", "https://b.org/b.zip");
    assertThat(table.find("toy").files())
        .extracting(RemoteFile::archive)
        .containsExactly(false, true);
    assertThat(table.find("toy").importCommand("x/y", "z"))
        .isEqualTo("gas import npz x/y/a.npz --output z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ name = b, sha265 = 12 }  | toy has an unknown key 'sha265'; did you mean 'sha256'?",
        "{ name = b, sha256 = 12 }  | SHA-256 of a file must be of the form [0-9a-f]{64}, got '12'",
        "{ name = \"../b\" }        | name of a file must be of the form",
        "{ name = b, address = \"ftp://b/b\" } | address of a file must be of the form https?://",
        "{ folder = b }             | No configuration setting found for key 'address'",
      })
  void aMistakeInTheTableIsToldWithTheFile(String file, String detail) {
    assertThatThrownBy(() -> DatasetTable.parse(ENTRY.formatted(file)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "the table of data sets cannot be read\n  file     conf/datasets.conf\n")
        .hasMessageContaining(detail);
  }

  @Test
  void anUnknownNameIsToldTheNearestOneAndAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatasetTable.read().find("coar"))
        .withMessageStartingWith(
            "unknown data set 'coar'; did you mean 'cora'?\n  known    amazon-computers, ");
  }
}
