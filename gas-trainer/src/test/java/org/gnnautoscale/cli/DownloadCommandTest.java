package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server of files on this machine. */
class DownloadCommandTest {

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    Files.createDirectory(folder.resolve("www"));
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder.resolve("www").toAbsolutePath(),
            OutputLevel.NONE);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theFilesArriveAndTheImportThatReadsThemIsTold() throws IOException {
    publish("ms_academic_cs.npz", "npz");

    Call call = gas("download", "coauthor-cs", "--output", at("cs"), "--base-url", www());

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(folder.resolve("cs/ms_academic_cs.npz")).hasContent("npz");
    assertThat(call.out())
        .startsWith("data set         coauthor-cs: 18,333 authors")
        .contains("license          MIT\n", "files            1 (1 new), 0 of them compared")
        .endsWith(
            "next: gas import npz %s/ms_academic_cs.npz --split per-class:20:30 --output %s-graph\n"
                .formatted(at("cs"), at("cs")));
    assertThat(call.err()).contains("download ms_academic_cs.npz");
  }

  @Test
  void jsonHasTheFilesAndTheImport() throws IOException {
    publish("ms_academic_cs.npz", "npz");

    String[] words = {
      "download", "coauthor-cs", "--output", at("cs"), "--base-url", www(), "--json"
    };
    JsonNode first = gas(words).json();
    JsonNode second = gas(words).json();

    assertThat(first.path("name").asText()).isEqualTo("coauthor-cs");
    assertThat(first.path("bytes").asInt()).isEqualTo(3);
    assertThat(first.path("files").get(0).toString())
        .isEqualTo(
            "{\"name\":\"ms_academic_cs.npz\",\"bytes\":3,\"downloaded\":true,\"checked\":false}");
    assertThat(first.path("import").asText())
        .startsWith("gas import npz ")
        .endsWith("--output " + at("cs-graph"));
    assertThat(second.path("files").get(0).path("downloaded").asBoolean()).isFalse();
  }

  @Test
  void aWrongChecksumIsBadDataWithBothValues() throws IOException {
    publish("tolokers.npz", "another file");

    Call call = gas("download", "tolokers", "--output", at("t"), "--base-url", www());

    assertThat(call.code()).isEqualTo(3);
    assertThat(call.err())
        .contains("error: the file is not the one that was published\n")
        .contains(
            "expected SHA-256 dacf3ac94cec53d03cd2adb5255c08b33dee1656c33ca8164a464bd9450a1667")
        .contains("found    SHA-256 ");
    assertThat(folder.resolve("t/tolokers.npz")).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereIsTroubleOfTheNetwork() {
    Call call = gas("download", "tolokers", "--output", at("t"), "--base-url", www());

    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err())
        .contains(
            "error: the file cannot be downloaded\n  address  %s/tolokers.npz\n".formatted(www()))
        .contains("answers with status 404");
  }

  @Test
  void aServerThatIsNotThereIsTroubleOfTheNetwork() {
    server.stop(0);

    Call call =
        gas("download", "tolokers", "--output", at("t"), "--base-url", www(), "--retries", "0");

    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("(1 try in vain)\n  fix      check the network");
  }

  @Test
  void anUnknownNameIsWrongUsage() {
    Call call = gas("download", "ogb-arxiv");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .startsWith("error: unknown data set 'ogb-arxiv'; did you mean 'ogbn-arxiv'?\n  known    ");
  }

  @Test
  void optionsOutOfRangeAreWrongUsage() {
    assertThat(gas("download", "cora", "--base-url", "mirror").err())
        .isEqualTo(
            "error: --base-url must be an address that begins with http:// or https://, got 'mirror'\n");
    assertThat(gas("download", "cora", "--base-url", "http://a b").code()).isEqualTo(2);
    assertThat(gas("download", "cora", "--timeout", "0").err())
        .isEqualTo("error: --timeout must be at least 1 second, got 0\n");
    assertThat(gas("download", "cora", "--retries", "-1").err())
        .isEqualTo("error: --retries must be at least 0, got -1\n");
  }

  private void publish(String name, String content) throws IOException {
    Files.writeString(folder.resolve("www").resolve(name), content);
  }

  private String www() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
