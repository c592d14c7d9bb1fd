package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.PartitionOptions;

/**
 * What {@code gpmetis FILE K} does, by us: reads a file, partitions, writes the parts. A process of
 * its own, with the flags of {@code submit/gas partition}.
 */
public final class PartitionFile {

  private PartitionFile() {}

  /** What a process took, from its start to its end. */
  record Outcome(double seconds, long mebibytes) {}

  /** Takes a file in METIS's format, a number of parts, and a file to write. */
  public static void main(String[] arguments) throws IOException {
    CsrGraph graph = Structures.read(GraphFormat.METIS, arguments[0], null);
    int[] part =
        new MultilevelKWay(PartitionOptions.of(Integer.parseInt(arguments[1]))).partition(graph);
    Files.write(Path.of(arguments[2]), Arrays.stream(part).mapToObj(Integer::toString).toList());
    System.out.println(peakMebibytes());
  }

  /** Runs it in a new JVM. */
  static Outcome inNewProcess(Path file, int parts) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PartitionFile.class.getName(),
                file.toString(),
                Integer.toString(parts),
                file + ".parts"));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the process failed: " + String.join(" ", command));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(Path.of(file + ".parts"));
    return new Outcome(seconds, Long.parseLong(said));
  }

  private static long peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }
}
