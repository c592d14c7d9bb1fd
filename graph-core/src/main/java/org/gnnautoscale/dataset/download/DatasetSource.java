package org.gnnautoscale.dataset.download;

import java.util.List;
import java.util.regex.Matcher;

/**
 * Where a data set comes from, and how it is read.
 *
 * @param name on the command line
 * @param about what it is, in a few words
 * @param license of the data, as far as its publisher states one
 * @param citation the work to cite
 * @param importArguments of {@code gas import}; {@code DIR} stands for the folder of the files
 * @param files all that {@code gas import} reads
 */
public record DatasetSource(
    String name,
    String about,
    String license,
    String citation,
    String importArguments,
    List<RemoteFile> files) {

  /** Copies the list. */
  public DatasetSource {
    files = List.copyOf(files);
  }

  /** The same files at another place, a folder that holds them all. */
  public DatasetSource in(String base) {
    return new DatasetSource(
        name,
        about,
        license,
        citation,
        importArguments,
        files.stream().map(file -> file.in(base)).toList());
  }

  /** The command that reads the files. */
  public String importCommand(String directory, String output) {
    return "gas import %s --output %s"
        .formatted(
            importArguments.replaceAll("\\bDIR\\b", Matcher.quoteReplacement(directory)), output);
  }
}
