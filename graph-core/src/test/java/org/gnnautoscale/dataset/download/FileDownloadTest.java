package org.gnnautoscale.dataset.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.gnnautoscale.dataset.download.ScriptedServer.Answer;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Sha256;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of 26 letters, from servers of every kind. */
class FileDownloadTest {

  private static final byte[] LETTERS =
      "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
  private static final Patience SHORT =
      new Patience(3, Duration.ofMillis(1), Duration.ofMillis(300));

  @TempDir private Path directory;

  @Test
  void aWholeFileArrivesInOneRequest() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.whole(LETTERS))) {
      assertThat(download(server, Sha256.hex(LETTERS))).isEqualTo(26);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0)).startsWith("GET /letters.txt HTTP/1.1\n");
    }

    assertArrived();
  }

  @Test
  void aFileWithoutALengthArrivesToo() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.of(200, LETTERS))) {
      download(server, null);
    }

    assertArrived();
  }

  @Test
  void aRedirectionIsFollowed() throws Exception {
    try (ScriptedServer target = new ScriptedServer(Answer.whole(LETTERS));
        ScriptedServer server =
            new ScriptedServer(
                Answer.of(302, new byte[0], "Location: " + target.address("elsewhere")))) {
      download(server, null);
      assertThat(target.requests().get(0)).startsWith("GET /elsewhere HTTP/1.1\n");
    }

    assertArrived();
  }

  @Test
  void aBrokenConnectionGoesOnWhereItBrokeIfTheServerCanTellThatTheFileIsTheSame()
      throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Answer.cut(LETTERS, 10, "ETag: \"v1\""), Answer.rest(LETTERS, 10))) {
      download(server, null);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1)).contains("Range: bytes=10-\n", "If-Range: \"v1\"\n");
    }

    assertArrived();
  }

  @Test
  void aKnownChecksumTellsThatTooAndADateDoes() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Answer.cut(LETTERS, 10), Answer.rest(LETTERS, 10))) {
      download(server, Sha256.hex(LETTERS));
      assertThat(server.requests().get(1)).contains("Range: bytes=10-\n").doesNotContain("If-");
    }
    assertArrived();
    String date = "Wed, 25 Nov 2026 10:00:00 GMT";
    try (ScriptedServer server =
        new ScriptedServer(
            Answer.cut(LETTERS, 10, "ETag: W/\"weak\"", "Last-Modified: " + date),
            Answer.rest(LETTERS, 10))) {
      download(server, null);
      assertThat(server.requests().get(1)).contains("If-Range: " + date);
    }
  }

  @Test
  void aFileThatMayHaveChangedMeanwhileBeginsAnew() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Answer.cut(new byte[26], 10), Answer.whole(LETTERS))) {
      download(server, null);
      assertThat(server.requests().get(1)).doesNotContain("Range");
    }

    assertArrived();
  }

  @Test
  void progressCountsEveryByteOfTheFileOnceHoweverOftenItCame() throws Exception {
    Watcher watcher = new Watcher();
    try (ScriptedServer server =
        new ScriptedServer(
            Answer.cut(LETTERS, 10, "ETag: \"v1\""),
            Answer.cut(LETTERS, 20, "ETag: \"v2\""),
            Answer.rest(LETTERS, 20))) {
      download(server, null, watcher);
    }

    assertThat(watcher.advanced()).hasValue(26);
    assertThat(watcher.total()).hasValue(26);
  }

  @Test
  void aServerThatSendsAllInsteadOfTheRestIsTakenAtItsWord() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Answer.cut(new byte[26], 10, "ETag: \"v1\""), Answer.whole(LETTERS))) {
      download(server, null);
    }

    assertArrived();
  }

  @ParameterizedTest
  @ValueSource(ints = {206, 416})
  void aServerThatHasNotTheRestIsAskedForAll(int status) throws Exception {
    Answer other = Answer.of(status, new byte[3], "Content-Range: bytes 12-14/26");
    try (ScriptedServer server =
        new ScriptedServer(
            Answer.cut(new byte[26], 10, "ETag: \"v1\""), other, Answer.whole(LETTERS))) {
      download(server, null);
      assertThat(server.requests().get(2)).doesNotContain("Range");
    }

    assertArrived();
  }

  @Test
  void aServerThatFallsSilentIsLeftAfterTheTimeout() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            Answer.cut(LETTERS, 10, "ETag: \"v1\"").thenSilence(), Answer.rest(LETTERS, 10))) {
      download(server, null);
    }

    assertArrived();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aServerThatCannotNowIsAskedAgain(int status) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Answer.of(status, new byte[0]), Answer.whole(LETTERS))) {
      download(server, null);
    }

    assertArrived();
  }

  @Test
  void connectionsThatEachBringSomethingNewAreNotCounted() throws Exception {
    Answer[] bytes = new Answer[26];
    bytes[0] = Answer.cut(LETTERS, 1, "ETag: \"v1\"");
    for (int i = 1; i < 26; i++) {
      bytes[i] =
          Answer.of(
              206,
              new byte[] {LETTERS[i]},
              "Content-Length: " + (26 - i),
              "Content-Range: bytes %d-25/26".formatted(i));
    }
    try (ScriptedServer server = new ScriptedServer(bytes)) {
      download(server, null);
      assertThat(server.requests()).hasSize(26);
    }

    assertArrived();
  }

  @Test
  void connectionsThatBreakAtTheSameByteAreGivenUpAndLeaveNothing() throws Exception {
    Watcher watcher = new Watcher();
    try (ScriptedServer server = new ScriptedServer(Answer.cut(LETTERS, 10))) {
      assertThatThrownBy(() -> download(server, null, watcher))
          .isInstanceOf(DownloadFailedException.class)
          .hasMessageStartingWith("the file cannot be downloaded\n  address  http://localhost:")
          .hasMessageContaining("\n  detail   the connection to localhost broke: ")
          .hasMessageContaining(" (3 tries in vain)\n  fix      check the network");
      assertThat(server.requests()).hasSize(3);
    }

    List<String> said = watcher.lines();
    assertThat(said).hasSize(2).allMatch(line -> line.startsWith("letters.txt: the connection"));
    assertThat(said.get(0)).endsWith("; next try in 0.001 s");
    assertThat(said.get(1)).endsWith("; next try in 0.002 s");
    assertNothingIsLeft();
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.silence())) {
      assertThatThrownBy(() -> download(server, null))
          .isInstanceOf(DownloadFailedException.class)
          .hasMessageContaining("no answer from localhost within 0.3 s (3 tries in vain)");
    }

    assertNothingIsLeft();
  }

  @Test
  void aServerThatIsNotThereIsToldSo() throws IOException {
    URI nobody;
    try (ScriptedServer server = new ScriptedServer(Answer.whole(LETTERS))) {
      nobody = server.address("letters.txt");
    }

    assertThatThrownBy(() -> download(new RemoteFile("letters.txt", nobody, null, false)))
        .isInstanceOf(DownloadFailedException.class)
        .hasMessageContaining("no connection to localhost: it refuses, or there is no network");
  }

  @Test
  void aHostThatIsNotThereIsToldSo() {
    URI nowhere = URI.create("http://gas.invalid/letters.txt");

    assertThatThrownBy(() -> download(new RemoteFile("letters.txt", nowhere, null, false)))
        .isInstanceOf(DownloadFailedException.class)
        .hasMessageContaining("there is no host gas.invalid, or no network (3 tries in vain)");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void aFileThatTheServerHasNotIsNotAskedForAgain(int status) throws Exception {
    try (ScriptedServer server = new ScriptedServer(Answer.of(status, new byte[9]))) {
      assertThatThrownBy(() -> download(server, null))
          .isInstanceOf(DownloadFailedException.class)
          .hasMessageContaining("detail   localhost answers with status " + status)
          .hasMessageContaining("fix      look for the file's new address");
      assertThat(server.requests()).hasSize(1);
    }

    assertNothingIsLeft();
  }

  @Test
  void aWebPageIsNoFile() throws Exception {
    Answer page = Answer.whole(LETTERS, "Content-Type: text/html; charset=utf-8");
    try (ScriptedServer server = new ScriptedServer(page)) {
      assertThatThrownBy(() -> download(server, null))
          .hasMessageContaining("detail   localhost sends a web page instead of the file");
    }

    assertNothingIsLeft();
  }

  @Test
  void aWrongChecksumIsToldWithBothValuesAndTheFileIsNotKept() throws Exception {
    byte[] others = LETTERS.clone();
    others[3] = 'D';
    try (ScriptedServer server = new ScriptedServer(Answer.whole(others))) {
      assertThatThrownBy(() -> download(server, Sha256.hex(LETTERS)))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith("the file is not the one that was published\n  address  http://")
          .hasMessageContaining("expected SHA-256 " + Sha256.hex(LETTERS))
          .hasMessageContaining("found    SHA-256 " + Sha256.hex(others));
    }

    assertNothingIsLeft();
  }

  @Test
  void anInterruptEndsTheWaitForBytesAndLeavesNothing() throws Exception {
    Patience long_ = new Patience(3, Duration.ofMillis(1), Duration.ofMinutes(1));
    try (ScriptedServer server = new ScriptedServer(Answer.cut(LETTERS, 10).thenSilence())) {
      RemoteFile file = new RemoteFile("letters.txt", server.address("letters.txt"), null, false);
      Thread here = Thread.currentThread();
      Thread other =
          new Thread(
              () -> {
                while (server.requests().isEmpty()) {
                  Thread.onSpinWait();
                }
                here.interrupt();
              });
      other.start();
      assertThatThrownBy(
              () -> new FileDownload(long_, Progress.silent()).run(file, place(), Existing.REFUSE))
          .isInstanceOf(InterruptedException.class);
      other.join();
    }

    assertNothingIsLeft();
  }

  private long download(ScriptedServer server, @Nullable String sha256) throws Exception {
    return download(server, sha256, Progress.silent());
  }

  private long download(ScriptedServer server, @Nullable String sha256, Progress progress)
      throws Exception {
    RemoteFile file = new RemoteFile("letters.txt", server.address("letters.txt"), sha256, false);
    return new FileDownload(SHORT, progress).run(file, place(), Existing.OVERWRITE);
  }

  private long download(RemoteFile file) throws Exception {
    return new FileDownload(SHORT, Progress.silent()).run(file, place(), Existing.REFUSE);
  }

  private org.apache.hadoop.fs.Path place() throws IOException {
    return Storage.path(directory.resolve("letters.txt").toString());
  }

  private void assertArrived() throws IOException {
    assertThat(files()).containsExactly("letters.txt");
    assertThat(directory.resolve("letters.txt")).hasBinaryContent(LETTERS);
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(files()).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Keeps what is said, and how many bytes the stages were told of. */
  private record Watcher(List<String> lines, AtomicLong advanced, AtomicLong total)
      implements Progress {

    Watcher() {
      this(new ArrayList<>(), new AtomicLong(), new AtomicLong());
    }

    @Override
    public Stage stage(String name, long unknown) {
      return new Stage() {
        @Override
        public void advance(long units) {
          advanced.addAndGet(units);
        }

        @Override
        public void total(long units) {
          total.set(units);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String line) {
      lines.add(line);
    }
  }
}
