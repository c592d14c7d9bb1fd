package org.gnnautoscale.dataset.format;

import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is to read.
 *
 * @param path file or directory
 * @param name of the data set, where the path holds several
 * @param directed whether edges keep their direction
 * @param options what else the format asks for
 * @param progress that is told how far the reading is
 */
public record GraphInput(
    Path path, @Nullable String name, boolean directed, SourceOptions options, Progress progress) {

  /** An input that its path tells all of. */
  public static GraphInput of(Path path, Progress progress) {
    return new GraphInput(path, null, false, SourceOptions.none(), progress);
  }

  /** The same with what else the format asks for. */
  public GraphInput with(SourceOptions others) {
    return new GraphInput(path, name, directed, others, progress);
  }

  /** The data set's name: the one given, or the path's without its ending. */
  String title() {
    return name != null ? name : path.getName().replaceFirst("(\\.[A-Za-z]{1,5}){1,2}$", "");
  }
}
