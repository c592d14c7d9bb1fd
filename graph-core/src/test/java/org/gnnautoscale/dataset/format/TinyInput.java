package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.raw.CleanEdges;
import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/** A few small files in a directory, and what a reader makes of them. */
final class TinyInput {

  private final GraphFormat format;
  private final Path directory;
  private SourceOptions options = SourceOptions.none();

  TinyInput(GraphFormat format, Path directory) {
    this.format = format;
    this.directory = directory;
  }

  TinyInput file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  TinyInput file(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  /** As {@link #file(String, String)}, compressed with gzip. */
  TinyInput gzip(String name, String text) throws IOException {
    return file(name, gzipped(text));
  }

  static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Gives an option a value, or takes it back by null. */
  TinyInput option(SourceOption option, String value) {
    options = options.with(option, value);
    return this;
  }

  /** Lets an option name a file of the directory. */
  TinyInput optionFile(SourceOption option, String name) {
    return option(option, directory.resolve(name).toString());
  }

  /** Reads the directory. */
  RawGraph read() throws IOException {
    return read("");
  }

  /** Reads a file of the directory. */
  RawGraph read(String name) throws IOException {
    org.apache.hadoop.fs.Path path = Storage.path(directory.resolve(name).toString());
    RawGraph graph = format.reader().read(GraphInput.of(path, Progress.silent()).with(options));
    graph.requireLabelledSplits();
    return graph;
  }

  ThrowableAssertAlternative<BadDataException> fails() {
    return fails("");
  }

  ThrowableAssertAlternative<BadDataException> fails(String name) {
    return assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> read(name))
        .withMessageContaining("fix");
  }

  /** Clean edges as {@code src-dst} or {@code src-dst:weight}, by the ids of the source. */
  static List<String> edges(RawGraph graph) throws IOException {
    EdgeSource edges = CleanEdges.undirected(graph.edges(), graph.ids());
    List<String> found = new ArrayList<>();
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(
          slice,
          (src, dst, weight) ->
              found.add(
                  graph.ids().text(src)
                      + "-"
                      + graph.ids().text(dst)
                      + (edges.isWeighted() ? ":" + weight : "")));
    }
    return found;
  }

  static List<Integer> labels(RawGraph graph) {
    List<Integer> labels = new ArrayList<>();
    for (int node = 0; node < graph.ids().size(); node++) {
      labels.add(graph.labels().number(node));
    }
    return labels;
  }

  /** The roles of all nodes in a split, as digits. */
  static String roles(RawGraph graph, int split) {
    StringBuilder roles = new StringBuilder();
    for (int node = 0; node < graph.ids().size(); node++) {
      roles.append(graph.splits().role(split, node));
    }
    return roles.toString();
  }
}
