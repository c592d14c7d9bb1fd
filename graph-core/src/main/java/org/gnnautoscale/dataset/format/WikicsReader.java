package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Storage;

/**
 * Reads a directory with a {@code data.json} in the layout of Wiki-CS. Ids are positions.
 *
 * <pre>
 * features     n lists of f numbers
 * labels       n class numbers
 * links        n lists of ids, the targets of each node's links
 * train_masks  val_masks  S lists of n booleans
 * test_mask    n booleans, for all splits
 * </pre>
 *
 * <p>The {@code stopping_masks} of Wiki-CS, nodes on which training is to be stopped early, are
 * read as no set: what chooses the best epoch here is {@code val_masks}. With {@link
 * SourceOption#VAL_KEY} other masks take their place.
 *
 * @see <a href="https://github.com/pmernyei/wiki-cs-dataset">Wiki-CS</a>
 */
public final class WikicsReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    Storage.list(input.path(), ".*");
    Path file = new Path(input.path(), "data.json");
    long bytes = Storage.status(file, "file").getLen();
    try (var stage = input.progress().stage("read data.json", bytes);
        JsonStream json = JsonStream.open(file, stage)) {
      String val = input.options().get(SourceOption.VAL_KEY).orElse("val_masks");
      return new WikicsData(json, val).read(input.title());
    }
  }
}
