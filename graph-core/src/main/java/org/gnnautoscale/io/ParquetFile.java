package org.gnnautoscale.io;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Opens Parquet files for writing: Zstandard, plain files, row groups of 64 MiB. */
public final class ParquetFile {

  private static final long ROW_GROUP_BYTES = 64L << 20;
  private static final String ZSTD_LEVEL = "parquet.compression.codec.zstd.level";

  private ParquetFile() {}

  /** Writes one row. */
  public interface RowWriter<T> {

    /** Gives each field of the row to {@code out}. */
    void write(T row, RecordConsumer out);
  }

  /**
   * Creates a file.
   *
   * @param plainColumn path of a column whose values hardly repeat, so that no dictionary is tried
   */
  public static <T> ParquetWriter<T> create(
      Path file, MessageType schema, RowWriter<T> rows, String plainColumn) throws IOException {
    return create(
        new StreamOutput(() -> Storage.system(file).create(file, false)),
        schema,
        rows,
        plainColumn);
  }

  /** As the other one, for a file that shall appear when it is whole; closing does not commit. */
  public static <T> ParquetWriter<T> create(
      org.gnnautoscale.io.OutputFile file,
      MessageType schema,
      RowWriter<T> rows,
      String plainColumn)
      throws IOException {
    return create(new StreamOutput(file::stream), schema, rows, plainColumn);
  }

  private static <T> ParquetWriter<T> create(
      OutputFile file, MessageType schema, RowWriter<T> rows, String plainColumn)
      throws IOException {
    Configuration configuration = new Configuration(Storage.configuration());
    configuration.setInt(ZSTD_LEVEL, 1);
    return new Builder<>(file, schema, rows)
        .withConf(configuration)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .withDictionaryEncoding(plainColumn, false)
        .build();
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {

    private final MessageType schema;
    private final RowWriter<T> rows;

    Builder(OutputFile file, MessageType schema, RowWriter<T> rows) {
      super(file);
      this.schema = schema;
      this.rows = rows;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @Deprecated // the older of two hooks, which Parquet still asks for
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new Rows<>(schema, rows);
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return new Rows<>(schema, rows);
    }
  }

  private static final class Rows<T> extends WriteSupport<T> {

    private final MessageType schema;
    private final RowWriter<T> rows;
    private RecordConsumer out;

    @SuppressWarnings("NullAway") // prepareForWrite comes before the first row
    Rows(MessageType schema, RowWriter<T> rows) {
      this.schema = schema;
      this.rows = rows;
    }

    @Override
    public String getName() {
      return "gas";
    }

    @Override
    @Deprecated // as above
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(T row) {
      out.startMessage();
      rows.write(row, out);
      out.endMessage();
    }
  }

  /** Opens the stream that a file is written to. */
  private interface Opening {
    FSDataOutputStream open() throws IOException;
  }

  /** Parquet's own output would leave {@code .crc} files beside local ones. */
  private record StreamOutput(Opening opening) implements OutputFile {

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      return HadoopStreams.wrap(opening.open());
    }

    /** Parquet asks for this one in a mode that is not used here. */
    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
