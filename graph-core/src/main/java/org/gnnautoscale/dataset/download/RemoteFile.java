package org.gnnautoscale.dataset.download;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a data set, and where its publisher has it.
 *
 * @param name that the file gets here; a ZIP archive becomes a folder of that name
 * @param address http or https
 * @param sha256 of the file at the address, 64 digits; null where it is not known
 * @param archive whether it is a ZIP archive, to be unpacked
 */
public record RemoteFile(String name, URI address, @Nullable String sha256, boolean archive) {

  private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^/]+/.*");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  /** Checks the forms given above. */
  public RemoteFile {
    require(NAME, "name of a file", name);
    require(ADDRESS, "address of a file", address.toString());
    if (sha256 != null) {
      require(DIGITS, "SHA-256 of a file", sha256);
    }
  }

  private static void require(Pattern form, String what, String value) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be of the form %s, got '%s'".formatted(what, form, value));
    }
  }

  /** Name of what is downloaded: the file's own, or that of the archive. */
  public String fileName() {
    String path = address.getPath();
    return archive ? path.substring(path.lastIndexOf('/') + 1) : name;
  }

  /**
   * The same file at another place.
   *
   * @param base address of a folder that holds the file under its {@link #fileName}
   */
  public RemoteFile in(String base) {
    String folder = base.endsWith("/") ? base : base + "/";
    return new RemoteFile(name, URI.create(folder + fileName()), sha256, archive);
  }
}
