package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Sha256;
import org.gnnautoscale.io.Storage;

/**
 * Gets the files of a data set into a directory. Each appears when it is whole; those that are
 * there already are kept, once their checksums have been compared.
 */
public final class DatasetDownload {

  private final Existing existing;
  private final Progress progress;
  private final FileDownload download;

  /**
   * What became of a file.
   *
   * @param name in the directory
   * @param bytes of the file, or of all files in the folder
   * @param downloaded whether it was not there before
   * @param checked whether its checksum is known, and was compared
   */
  public record Item(String name, long bytes, boolean downloaded, boolean checked) {}

  /**
   * Prepares; nothing is downloaded yet.
   *
   * @param existing whether files that are there are kept, or downloaded again
   */
  public DatasetDownload(Patience patience, Existing existing, Progress progress) {
    this.existing = existing;
    this.progress = progress;
    this.download = new FileDownload(patience, progress);
  }

  /**
   * Does the work.
   *
   * @throws DownloadFailedException if an address or the network does not give a file
   * @throws BadDataException if a checksum is wrong, or an archive damaged
   */
  public List<Item> run(DatasetSource source, Path directory)
      throws IOException, InterruptedException {
    List<Item> items = new ArrayList<>();
    for (RemoteFile file : source.files()) {
      items.add(file.archive() ? folder(file, directory) : file(file, directory));
    }
    return items;
  }

  private Item file(RemoteFile file, Path directory) throws IOException, InterruptedException {
    Path place = new Path(directory, file.fileName());
    boolean checked = file.sha256() != null;
    if (isKept(place)) {
      requireChecksum(file, place);
      return new Item(file.fileName(), Storage.status(place, "file").getLen(), false, checked);
    }
    return new Item(file.fileName(), download.run(file, place, existing), true, checked);
  }

  /** The archive stays only until it is unpacked. */
  private Item folder(RemoteFile file, Path directory) throws IOException, InterruptedException {
    Path folder = new Path(directory, file.name());
    boolean kept = isKept(folder);
    if (!kept) {
      file(file, directory);
      Path archive = new Path(directory, file.fileName());
      new ZipFolder(archive, folder, progress).unpack();
      Storage.delete(archive);
    }
    long bytes = Storage.system(folder).getContentSummary(folder).getLength();
    return new Item(file.name(), bytes, !kept, !kept && file.sha256() != null);
  }

  private boolean isKept(Path place) throws IOException {
    return existing == Existing.REFUSE && Storage.exists(place);
  }

  private static void requireChecksum(RemoteFile file, Path place) throws IOException {
    if (file.sha256() == null) {
      return;
    }
    String found = Sha256.of(place);
    if (!found.equals(file.sha256())) {
      throw BadDataException.of("a file that is there is not the one that was published")
          .with("file", place)
          .with("expected", "SHA-256 " + file.sha256())
          .with("found", "SHA-256 " + found)
          .fix("remove it, or add --overwrite to download all files again");
    }
  }
}
