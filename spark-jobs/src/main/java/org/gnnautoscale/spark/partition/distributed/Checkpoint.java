package org.gnnautoscale.spark.partition.distributed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps blocks of rows as files, so that what is lost is read again and not computed again.
 *
 * <p>Each attempt of a task writes a file of its own, and the driver takes the one whose task
 * succeeded: copies that lose against each other, or die, disturb nothing. Every read compares the
 * checksum with that of what was written.
 *
 * <p>The directory goes with everything in it when this is closed.
 */
final class Checkpoint implements AutoCloseable {

  private final JavaSparkContext context;
  private final Path directory;
  private final Broadcast<SerializableConfiguration> configuration;

  /** A file and what it must hold. */
  private static final class Written implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final long length;
    private final long crc;

    Written(String file, long length, long crc) {
      this.file = file;
      this.length = length;
      this.crc = crc;
    }
  }

  private Checkpoint(JavaSparkContext context, Path directory) {
    this.context = context;
    this.directory = directory;
    this.configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
  }

  /** Begins with an empty directory; what an earlier run left in it goes. */
  static Checkpoint begin(JavaSparkContext context, Path directory) throws IOException {
    Storage.delete(directory);
    Storage.system(directory).mkdirs(directory);
    return new Checkpoint(context, directory);
  }

  /**
   * Computes and writes blocks.
   *
   * @param blocks one a partition
   * @param name of the files
   * @return the blocks as they are read back, kept in the memory of executors; lazy
   */
  JavaRDD<RowBlock> save(JavaRDD<RowBlock> blocks, String name) {
    String prefix = new Path(directory, name).toString();
    Broadcast<SerializableConfiguration> hadoop = configuration;
    List<Written> written =
        blocks
            .mapPartitionsWithIndex(
                (b, one) -> List.of(write(one, prefix + "-" + b, hadoop)).iterator(), true)
            .collect();
    return context
        .parallelize(written, written.size())
        .map(file -> read(file, hadoop))
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static Written write(
      Iterator<RowBlock> one, String prefix, Broadcast<SerializableConfiguration> hadoop)
      throws IOException {
    Path file = new Path(prefix + "-" + TaskContext.get().taskAttemptId() + ".rows");
    FileSystem system = Storage.system(file, hadoop.value().value());
    long crc;
    try (OutputStream out = system.create(file, false)) {
      crc = BlockFile.write(one.next(), out);
    }
    return new Written(file.toString(), system.getFileStatus(file).getLen(), crc);
  }

  private static RowBlock read(Written written, Broadcast<SerializableConfiguration> hadoop)
      throws IOException {
    Path file = new Path(written.file);
    FileSystem system = Storage.system(file, hadoop.value().value());
    long length = system.getFileStatus(file).getLen();
    if (length != written.length) {
      throw damaged(written, "length must be %d, got %d".formatted(written.length, length), null);
    }
    try (InputStream in = new BufferedInputStream(system.open(file), 1 << 16)) {
      return BlockFile.read(in, written.crc);
    } catch (IOException e) {
      throw damaged(written, String.valueOf(e.getMessage()), e);
    }
  }

  private static IOException damaged(Written written, String detail, @Nullable IOException cause) {
    return new IOException(
        """
        a checkpoint does not read back as it was written
          file     %s
          detail   %s
          fix      check the file system, then run again with --overwrite"""
            .formatted(written.file, detail),
        cause);
  }

  @Override
  public void close() throws IOException {
    configuration.destroy();
    Storage.delete(directory);
  }
}
