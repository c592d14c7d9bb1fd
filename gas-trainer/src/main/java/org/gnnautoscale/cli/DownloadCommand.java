package org.gnnautoscale.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.download.DatasetDownload;
import org.gnnautoscale.dataset.download.DatasetDownload.Item;
import org.gnnautoscale.dataset.download.DatasetSource;
import org.gnnautoscale.dataset.download.Patience;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas download}. */
@Command(
    name = "download",
    customSynopsis = "gas download NAME [--output DIR] [OPTIONS]%n",
    description = {
      "Download the files of a public data set from its publisher, and say how to import them.",
      "",
      "Each file appears when it is whole, and its SHA-256 is compared where one is known. Files that",
      "are there already are kept.",
    },
    footer = {
      "",
      "Data sets, with their addresses in conf/datasets.conf:",
      "  amazon-computers, amazon-photo, blogcatalog, citeseer, coauthor-cs, coauthor-physics, cora,",
      "  deezer-ro, facebook-pagepage, flickr, ogbn-arxiv, ogbn-products, ota-circuits, ppi, pubmed,",
      "  reddit, tolokers, web-notredame, wiki-cs, yelp",
      "",
      "Examples:",
      "  gas download cora",
      "  gas download ogbn-arxiv --output data/arxiv",
      "  gas download cora --base-url http://mirror.example.org/planetoid",
      "",
      "See docs/guides/import.md.",
    })
final class DownloadCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "One of the list below.")
  private String name;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Directory for the files (default: NAME).")
  private @Nullable String output;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Take the files from URL/FILE instead, such as a mirror of yours.")
  private @Nullable String baseUrl;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Patience with a silent server (default: ${DEFAULT-VALUE}).")
  private int timeout = (int) Patience.DEFAULT.timeout().toSeconds();

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Tries after one that brought nothing new (default: ${DEFAULT-VALUE}).")
  private int retries = Patience.DEFAULT.tries() - 1;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = common.console();
    Patience patience = patience();
    DatasetSource source = DatasetTable.read().find(name);
    String directory = output == null ? name : output;
    Path place = Storage.path(directory);
    List<Item> items =
        new DatasetDownload(patience, common.existing(), console.progress())
            .run(baseUrl == null ? source : source.in(base(baseUrl)), place);
    String next = source.importCommand(directory, Names.sibling(directory, "", "-graph"));
    return console.finish(map(source, place, items, next), table(source, directory, items, next));
  }

  private Patience patience() {
    if (retries < 0) {
      throw new IllegalArgumentException("--retries must be at least 0, got " + retries);
    }
    if (timeout < 1) {
      throw new IllegalArgumentException("--timeout must be at least 1 second, got " + timeout);
    }
    return new Patience(
        Math.addExact(retries, 1), Patience.DEFAULT.pause(), Duration.ofSeconds(timeout));
  }

  private static String base(String url) {
    try {
      if (new URI(url).toString().matches("https?://.+")) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw noAddress(url);
    }
    throw noAddress(url);
  }

  private static IllegalArgumentException noAddress(String url) {
    return new IllegalArgumentException(
        "--base-url must be an address that begins with http:// or https://, got '%s'"
            .formatted(url));
  }

  private static Map<String, Object> map(
      DatasetSource source, Path place, List<Item> items, String next) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", source.name());
    map.put("output", place.toString());
    map.put("files", items);
    map.put("bytes", items.stream().mapToLong(Item::bytes).sum());
    map.put("license", source.license());
    map.put("citation", source.citation());
    map.put("import", next);
    return map;
  }

  private static Table table(
      DatasetSource source, String directory, List<Item> items, String next) {
    Table table = new Table();
    table.row("data set", source.name() + ": " + source.about());
    table.row("license", source.license());
    table.row("to cite", source.citation());
    table.row(
        "files",
        "%d (%d new), %d of them compared with a known SHA-256"
            .formatted(
                items.size(),
                items.stream().filter(Item::downloaded).count(),
                items.stream().filter(Item::checked).count()));
    table.row("size", Table.bytes(items.stream().mapToLong(Item::bytes).sum()));
    table.row("written to", directory);
    return table.next(next);
  }
}
