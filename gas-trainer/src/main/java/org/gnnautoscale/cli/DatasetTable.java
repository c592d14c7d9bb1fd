package org.gnnautoscale.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.gnnautoscale.dataset.download.DatasetSource;
import org.gnnautoscale.dataset.download.RemoteFile;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * The data sets that {@code gas download} knows: {@code conf/datasets.conf}, in the tree that the
 * launcher lies in or else in the jar.
 */
final class DatasetTable {

  private static final String FILE = "conf/datasets.conf";
  private static final Set<String> KEYS =
      Set.of("about", "license", "citation", "import", "from", "files");
  private static final Set<String> FILE_KEYS = Set.of("name", "folder", "address", "sha256");

  private final TreeMap<String, DatasetSource> sources = new TreeMap<>();

  private DatasetTable() {}

  /**
   * Reads the table.
   *
   * @throws BadDataException if it was edited, and cannot be read
   */
  static DatasetTable read() throws IOException {
    return parse(text());
  }

  static DatasetTable parse(String text) throws BadDataException {
    DatasetTable table = new DatasetTable();
    try {
      Config datasets = ConfigFactory.parseString(text).resolve().getConfig("datasets");
      for (String name : datasets.root().keySet()) {
        table.sources.put(name, source(name, datasets.getConfig(ConfigUtil.quoteString(name))));
      }
    } catch (ConfigException | IllegalArgumentException e) {
      throw BadDataException.of("the table of data sets cannot be read")
          .with("file", FILE)
          .with("detail", String.valueOf(e.getMessage()))
          .fix("mend the entry; the head of the file tells what the keys mean")
          .because(e);
    }
    return table;
  }

  /**
   * The source of a name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  DatasetSource find(String name) {
    DatasetSource source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "unknown data set '%s'%s\n  known    %s"
              .formatted(name, Nearest.question(name, names()), String.join(", ", names())));
    }
    return source;
  }

  /** All names, in alphabetical order. */
  List<String> names() {
    return List.copyOf(sources.keySet());
  }

  private static String text() throws IOException {
    Path edited = Path.of(System.getProperty("gas.home", ".")).resolve(FILE);
    if (Files.exists(edited)) {
      return Files.readString(edited);
    }
    try (InputStream in = DatasetTable.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static DatasetSource source(String name, Config entry) {
    requireKnown(entry, KEYS, name);
    @Nullable String from = entry.hasPath("from") ? entry.getString("from") : null;
    return new DatasetSource(
        name,
        entry.getString("about"),
        entry.getString("license"),
        entry.getString("citation"),
        entry.getString("import"),
        entry.getConfigList("files").stream().map(file -> file(name, from, file)).toList());
  }

  private static RemoteFile file(String dataset, @Nullable String from, Config entry) {
    requireKnown(entry, FILE_KEYS, dataset);
    boolean isArchive = entry.hasPath("folder");
    String name = entry.getString(isArchive ? "folder" : "name");
    boolean hasOwn = isArchive || from == null || entry.hasPath("address");
    String address = hasOwn ? entry.getString("address") : from + "/" + name;
    @Nullable String sha256 = entry.hasPath("sha256") ? entry.getString("sha256") : null;
    return new RemoteFile(name, URI.create(address), sha256, isArchive);
  }

  /** A mistyped key would be a checksum that nobody compares. */
  private static void requireKnown(Config entry, Set<String> keys, String dataset) {
    for (String key : entry.root().keySet()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "%s has an unknown key '%s'%s".formatted(dataset, key, Nearest.question(key, keys)));
      }
    }
  }
}
