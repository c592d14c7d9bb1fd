package org.gnnautoscale.dataset;

import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.format.SourceOptions;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.Existing;
import org.jspecify.annotations.Nullable;

/**
 * What to import, from where, to where.
 *
 * @param format of the input
 * @param input file or directory, as the format asks for
 * @param output GRAPH directory to write
 * @param existing what to do if there is an output
 * @param name of the data set, where an input holds several (planetoid)
 * @param source what else the format asks for
 * @param directed whether edges keep their direction; else the graph is made symmetric
 * @param features what becomes of the features; null = as usual for the format
 * @param split which nodes train, validate and test; null = given where the format brings one
 */
public record ImportOptions(
    GraphFormat format,
    Path input,
    Path output,
    Existing existing,
    @Nullable String name,
    SourceOptions source,
    boolean directed,
    @Nullable FeatureChoice features,
    @Nullable SplitChoice split) {

  /** Checks that the format has the options given. */
  public ImportOptions {
    format.require(source);
  }

  /** An import with all defaults: symmetric, usual features, given split. */
  public static ImportOptions of(GraphFormat format, Path input, Path output) {
    return new ImportOptions(
        format, input, output, Existing.REFUSE, null, SourceOptions.none(), false, null, null);
  }

  /** The same with a name. */
  public ImportOptions withName(@Nullable String newName) {
    return new ImportOptions(
        format, input, output, existing, newName, source, directed, features, split);
  }

  /** The same with what else the format asks for. */
  public ImportOptions withSource(SourceOptions others) {
    return new ImportOptions(
        format, input, output, existing, name, others, directed, features, split);
  }

  /** The same for a directed graph. */
  public ImportOptions asDirected() {
    return new ImportOptions(format, input, output, existing, name, source, true, features, split);
  }

  /** The same with other features. */
  public ImportOptions withFeatures(@Nullable FeatureChoice choice) {
    return new ImportOptions(
        format, input, output, existing, name, source, directed, choice, split);
  }

  /** The same with another split. */
  public ImportOptions withSplit(@Nullable SplitChoice choice) {
    return new ImportOptions(
        format, input, output, existing, name, source, directed, features, choice);
  }

  /** The same with another answer to an output that exists. */
  public ImportOptions withExisting(Existing answer) {
    return new ImportOptions(
        format, input, output, answer, name, source, directed, features, split);
  }
}
