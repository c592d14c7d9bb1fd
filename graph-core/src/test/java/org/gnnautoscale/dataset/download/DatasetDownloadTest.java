package org.gnnautoscale.dataset.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gnnautoscale.dataset.download.DatasetDownload.Item;
import org.gnnautoscale.dataset.download.ScriptedServer.Answer;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Sha256;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetDownloadTest {

  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;

  @Test
  void filesThatAreThereAreKeptAndNotAskedFor() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.whole(ABC))) {
      RemoteFile[] files = {plain(server, "a", null), plain(server, "b", Sha256.hex(ABC))};

      assertThat(run(files))
          .containsExactly(new Item("a", 3, true, false), new Item("b", 3, true, true));
      assertThat(run(files))
          .containsExactly(new Item("a", 3, false, false), new Item("b", 3, false, true));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void afterAFailureOnlyWhatIsMissingIsAskedFor() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Answer.whole(ABC), Answer.of(404, new byte[0]), Answer.whole(ABC))) {
      RemoteFile[] files = {plain(server, "a", null), plain(server, "b", null)};

      assertThatThrownBy(() -> run(files)).isInstanceOf(DownloadFailedException.class);
      assertThat(run(files)).extracting(Item::downloaded).containsExactly(false, true);
    }
  }

  @Test
  void overwritingAsksForAllOfThem() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.whole(ABC))) {
      Files.writeString(directory.resolve("a"), "old");

      run(Existing.OVERWRITE, plain(server, "a", null));

      assertThat(directory.resolve("a")).hasContent("abc");
    }
  }

  @Test
  void aFileThatIsThereWithAnotherChecksumIsToldAndLeftAlone() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.whole(ABC))) {
      Files.writeString(directory.resolve("a"), "old");

      assertThatThrownBy(() -> run(plain(server, "a", Sha256.hex(ABC))))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith("a file that is there is not the one that was published")
          .hasMessageContaining("expected SHA-256 " + Sha256.hex(ABC))
          .hasMessageContaining("fix      remove it, or add --overwrite");
      assertThat(directory.resolve("a")).hasContent("old");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anArchiveBecomesAFolderThatIsKept() throws Exception {
    byte[] zip = ZipBytes.of("ppi/feats.npy", "ppi/graph.json");
    try (ScriptedServer server = new ScriptedServer(Answer.whole(zip))) {
      RemoteFile archive =
          new RemoteFile("ppi", server.address("dataset/ppi.zip"), Sha256.hex(zip), true);

      assertThat(run(archive)).containsExactly(new Item("ppi", 27, true, true));
      assertThat(directory.resolve("ppi/feats.npy")).hasContent("ppi/feats.npy");
      assertThat(directory.resolve("ppi.zip")).doesNotExist();
      assertThat(run(archive)).containsExactly(new Item("ppi", 27, false, false));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anArchiveThatAKilledCallLeftIsUnpackedWithoutAskingForItAgain() throws Exception {
    Files.write(directory.resolve("ppi.zip"), ZipBytes.of("a", "b"));
    try (ScriptedServer server = new ScriptedServer(Answer.whole(ABC))) {
      run(new RemoteFile("ppi", server.address("ppi.zip"), null, true));

      assertThat(server.requests()).isEmpty();
      assertThat(directory.resolve("ppi/b")).hasContent("b");
    }
  }

  @Test
  void anotherPlaceHasTheFilesUnderTheirNames() throws Exception {
    DatasetSource source =
        source(
            new RemoteFile("ppi", URI.create("https://a.org/x/ppi.zip?v=1"), null, true),
            new RemoteFile("role.json", URI.create("https://a.org/uc?id=1"), null, false));

    assertThat(source.in("http://mirror/here").files())
        .extracting(file -> file.address().toString())
        .containsExactly("http://mirror/here/ppi.zip", "http://mirror/here/role.json");
  }

  private List<Item> run(RemoteFile... files) throws Exception {
    return run(Existing.REFUSE, files);
  }

  private List<Item> run(Existing existing, RemoteFile... files) throws Exception {
    Patience patience = new Patience(1, Duration.ZERO, Duration.ofSeconds(5));
    return new DatasetDownload(patience, existing, Progress.silent())
        .run(source(files), Storage.path(directory.toString()));
  }

  private static DatasetSource source(RemoteFile... files) {
    return new DatasetSource("toy", "a toy", "none", "nobody", "npz DIR/a", List.of(files));
  }

  private static RemoteFile plain(ScriptedServer server, String name, @Nullable String sha256) {
    return new RemoteFile(name, server.address(name), sha256, false);
  }
}
