package org.gnnautoscale.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Published settings of a model on a data set: {@code conf/preset/MODEL/NAME.conf}, in the tree
 * that the launcher lies in or else in the jar.
 */
final class Preset {

  private static final String FOLDER = "conf/preset/";
  private static final String SUFFIX = ".conf";

  private Preset() {}

  /** The HOCON text of a preset. */
  static String text(String model, String name) throws IOException {
    if (names(model).contains(name)) {
      Path edited = home().resolve(FOLDER + model).resolve(name + SUFFIX);
      if (Files.exists(edited)) {
        return Files.readString(edited);
      }
      try (InputStream in =
          Preset.class.getResourceAsStream("/" + FOLDER + model + "/" + name + SUFFIX)) {
        if (in != null) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    List<String> known = names(model);
    throw new IllegalArgumentException(
        known.isEmpty()
            ? "there are no presets for model %s, got --preset %s".formatted(model, name)
            : "there is no preset '%s' for model %s%s%s"
                .formatted(
                    name,
                    model,
                    Nearest.question(name, known),
                    "\n  known    " + String.join(", ", known)));
  }

  /** Names of a model's presets, in alphabetical order. */
  static List<String> names(String model) throws IOException {
    TreeSet<String> names = new TreeSet<>(list(home().resolve(FOLDER + model)));
    URL packaged = Preset.class.getResource("/" + FOLDER + model);
    if (packaged != null) {
      names.addAll(listPackaged(packaged));
    }
    return List.copyOf(names);
  }

  private static Path home() {
    return Path.of(System.getProperty("gas.home", "."));
  }

  private static List<String> listPackaged(URL folder) throws IOException {
    try {
      URI uri = folder.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return list(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return list(jar.provider().getPath(uri));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a resource has a strange address: " + folder, e);
    }
  }

  private static List<String> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .toList();
    }
  }
}
