package org.gnnautoscale.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gnnautoscale.graph.CsrGraph;

/** The program {@code gpmetis} (Debian package metis) on one graph. */
final class Gpmetis {

  private static final Pattern SECONDS = Pattern.compile("Partitioning:\\s+([0-9.]+) sec");
  private static final Pattern MEMORY = Pattern.compile("Max memory used:\\s+([0-9.]+) MB");

  private final Path file;

  private Gpmetis(Path file) {
    this.file = file;
  }

  /** What a run gave. */
  static final class Outcome {
    final int[] part;
    final double seconds;
    final double mebibytes;

    Outcome(int[] part, double seconds, double mebibytes) {
      this.part = part;
      this.seconds = seconds;
      this.mebibytes = mebibytes;
    }
  }

  /** Writes the graph to a file in METIS's format. */
  static Gpmetis on(CsrGraph graph, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("%d %d%n".formatted(graph.nodes(), graph.edges()));
      StringBuilder line = new StringBuilder();
      for (int u = 0; u < graph.nodes(); u++) {
        line.setLength(0);
        for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
          line.append(graph.col()[a] + 1).append(' ');
        }
        out.append(line).append('\n');
      }
    }
    return new Gpmetis(file);
  }

  /** Partitions with an imbalance of 1.03; its own word on seconds and memory. */
  Outcome run(int parts, long seed, boolean volume) throws IOException, InterruptedException {
    Path output = Path.of(file + ".part." + parts);
    Files.deleteIfExists(output);
    Process process =
        new ProcessBuilder(
                "gpmetis",
                "-ufactor=30",
                "-seed=" + seed,
                "-objtype=" + (volume ? "vol" : "cut"),
                file.toString(),
                Integer.toString(parts))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || !Files.exists(output)) {
      throw new IOException("gpmetis failed (Debian package metis): " + said.strip());
    }
    return new Outcome(read(output), number(SECONDS, said), number(MEMORY, said));
  }

  private static double number(Pattern pattern, String said) throws IOException {
    Matcher found = pattern.matcher(said);
    if (!found.find()) {
      throw new IOException("gpmetis did not print %s".formatted(pattern).toLowerCase(Locale.ROOT));
    }
    return Double.parseDouble(found.group(1));
  }

  private static int[] read(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output);
    return lines.stream().mapToInt(Integer::parseInt).toArray();
  }
}
