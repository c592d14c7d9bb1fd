package org.gnnautoscale.io;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;

/** SHA-256 in hexadecimal digits. */
public final class Sha256 {

  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest digest = digest();

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** 64 digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** That of all bytes of a file. */
  public static String of(Path file) throws IOException {
    Sha256 sum = new Sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Storage.open(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.add(buffer, count);
      }
    }
    return sum.hex();
  }

  /** Adds the first bytes of a buffer to those that came before. */
  public void add(byte[] buffer, int count) {
    digest.update(buffer, 0, count);
  }

  /** 64 digits of all that was added, which is forgotten then. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
