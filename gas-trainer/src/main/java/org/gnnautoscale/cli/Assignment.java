package org.gnnautoscale.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Store;

/** Which part each node of a store belongs to, as a CSV file: {@code id,part}. */
final class Assignment {

  private final Store store;
  private final Progress progress;

  Assignment(Store store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** Writes one row a node, in the order of the parts; returns their number. */
  long write(Path file, Existing existing) throws IOException {
    long rows = 0;
    try (OutputFile output = OutputFile.begin(file, existing)) {
      CSVPrinter csv =
          new CSVPrinter(
              new BufferedWriter(new OutputStreamWriter(output.stream(), StandardCharsets.UTF_8)),
              CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get());
      csv.printRecord("id", "part");
      try (Progress.Stage stage =
          progress.stage("write assignment", store.manifest().graph().nodes())) {
        for (PartFile part : store.manifest().files()) {
          rows += rows(part, csv);
          stage.advance(part.nodes());
        }
      }
      csv.flush();
      output.commit();
    }
    return rows;
  }

  private long rows(PartFile part, CSVPrinter csv) throws IOException {
    try (PartReader reader = PartReader.open(store.path(part))) {
      Object[] ids = reader.ids();
      for (Object id : ids) {
        csv.printRecord(id, part.part());
      }
      return ids.length;
    }
  }
}
