package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph in the files of MUSAE. Ids are any text.
 *
 * <pre>
 * edges     CSV, a header and two ids a line
 * features  JSON, from id to list of feature numbers; optional
 * target    CSV, a row a node; columns for its id and its label; optional
 * </pre>
 *
 * <p>The nodes are those of the target file; where there is none, those of the features file; else
 * those of the edges.
 *
 * @see <a href="https://github.com/benedekrozemberczki/MUSAE">MUSAE</a>
 */
public final class MusaeReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    SourceOptions options = input.options();
    @Nullable Path targetFile = options.file(SourceOption.TARGET_FILE);
    @Nullable Path featuresFile = options.file(SourceOption.FEATURES_FILE);
    requireTarget(options, targetFile);
    TextIds ids = new TextIds();
    @Nullable NodeLabels labels =
        targetFile == null
            ? null
            : new MusaeTarget(options, ids).read(targetFile, input.progress());
    @Nullable NodeFeatures features =
        featuresFile == null ? null : new MusaeFeatures(ids).read(featuresFile, input.progress());
    @Nullable Path nodes = targetFile != null ? targetFile : featuresFile;
    EdgeList edges =
        CsvEdges.read(input.path(), ids, nodes == null ? "" : nodes.getName(), input.progress());
    return RawGraph.plain(input.title(), ids.ids(), edges)
        .withFeatures(features, FeatureChoice.RAW)
        .withLabels(labels);
  }

  private static void requireTarget(SourceOptions options, @Nullable Path targetFile) {
    for (SourceOption column :
        new SourceOption[] {SourceOption.ID_COLUMN, SourceOption.LABEL_COLUMN}) {
      if (targetFile == null && options.get(column).isPresent()) {
        throw new IllegalArgumentException(
            "%s names a column of the target file: give %s too"
                .formatted(column, SourceOption.TARGET_FILE));
      }
    }
  }
}
