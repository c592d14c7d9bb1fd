package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Storage;

/**
 * The publisher's files of a data set, in a directory of its name, and how they are imported.
 *
 * @param name that cells call it by
 * @param files names of the files and folders that it consists of
 * @param importArguments of {@code gas import}; {@code DIR} stands for the directory
 */
record DataSet(String name, List<String> files, String importArguments) {

  /** Copies the list. */
  DataSet {
    files = List.copyOf(files);
  }

  /** Its directory below the one of all data. */
  Path directory(Path data) {
    return new Path(data, name);
  }

  /** The first of its files that is not there. */
  Optional<Path> missing(Path data) throws IOException {
    for (String file : files) {
      Path path = new Path(directory(data), file);
      if (!Storage.exists(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** The words of {@code gas import} that make a graph of its files. */
  List<String> importWords(Path data, Path graph) {
    String directory = directory(data).toString();
    return Stream.concat(
            Stream.of(importArguments.split(" ", -1))
                .map(word -> word.replaceFirst("^DIR\\b", Matcher.quoteReplacement(directory))),
            Stream.of("--output", graph.toString()))
        .toList();
  }
}
