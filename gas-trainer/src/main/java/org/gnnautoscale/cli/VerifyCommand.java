package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gas verify}. */
@Command(
    name = "verify",
    customSynopsis = "gas verify STORE|RUN [OPTIONS]%n",
    description = "Read every byte of a store or a run, and check that it is what was written.",
    footer = {
      "",
      "Damage is an error: exit code 3, and the message names the file.",
      "",
      "Examples:",
      "  gas verify cora-store",
      "  gas verify hdfs:///stores/shop --json",
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "STORE|RUN", description = "Directory that partition or train wrote.")
  private String input;

  @Mixin private ClassPathOption classpath;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return classpath.during(this::verify);
  }

  private int verify() throws IOException {
    Console console = common.console();
    Path path = Storage.path(input);
    return switch (Artifact.of(path)) {
      case STORE -> store(console, path);
      case RUN -> run(console, path);
      case GRAPH ->
          throw new IllegalArgumentException(
              "%s is a graph, which has no checksums: verify a store or a run".formatted(input));
    };
  }

  private int store(Console console, Path path) throws IOException {
    Store store = Store.open(path);
    store.verify(console.progress());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("verified", path.toString());
    result.put("contentHash", store.manifest().contentHash());
    result.put("parts", store.manifest().parts());
    result.put("bytes", store.manifest().bytes());
    result.put("unlistedFiles", store.unlisted());
    Table table = new Table().row("whole", input);
    table.row("parts", store.manifest().parts());
    table.row("size", Table.bytes(store.manifest().bytes()));
    table.row("content", store.manifest().contentHash());
    return console.finish(result, unlisted(table, store.unlisted()));
  }

  private int run(Console console, Path path) throws IOException {
    RunDirectory run = RunDirectory.open(path);
    run.verify(console.progress());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("verified", path.toString());
    result.put("runs", run.runs());
    result.put("bytes", run.description().get("bytes"));
    result.put("unlistedFiles", run.unlisted());
    Table table = new Table().row("whole", input);
    table.row("runs", run.runs());
    return console.finish(result, unlisted(table, run.unlisted()));
  }

  private static Table unlisted(Table table, List<String> files) {
    if (!files.isEmpty()) {
      table.row("unlisted files", String.join(", ", files));
      table.line("  left by attempts that were killed; they do no harm, and you may remove them");
    }
    return table;
  }
}
