package org.gnnautoscale.dataset.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads Parquet tables with Parquet's own reader, for tests. */
public final class ParquetRows {

  private ParquetRows() {}

  /** All rows of a table, in the order of its files. */
  public static List<Group> read(Path table) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (Path file : files(table)) {
      readFile(file, rows);
    }
    return rows;
  }

  /** The files of a table. */
  public static List<Path> files(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files.sorted().toList();
    }
  }

  /** The schema of a table's first file. */
  public static MessageType schema(Path table) throws IOException {
    try (ParquetFileReader reader = open(files(table).get(0))) {
      return reader.getFooter().getFileMetaData().getSchema();
    }
  }

  /** The values of a list. */
  public static List<Object> list(Group row, String field) {
    Group list = row.getGroup(field, 0);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Group element = list.getGroup(0, i);
      boolean whole =
          element
              .getType()
              .getType(0)
              .asPrimitiveType()
              .getPrimitiveTypeName()
              .name()
              .equals("INT32");
      values.add(whole ? (Object) element.getInteger(0, 0) : (Object) element.getFloat(0, 0));
    }
    return values;
  }

  private static void readFile(Path file, List<Group> rows) {
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      PageReadStore pages = reader.readNextRowGroup();
      while (pages != null) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.add(records.read());
        }
        pages = reader.readNextRowGroup();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(new LocalInputFile(file), ParquetReadOptions.builder().build());
  }
}
