package org.gnnautoscale.dataset.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes ZIP archives in memory. */
final class ZipBytes {

  private ZipBytes() {}

  /** An archive whose members each hold their own name; a name that ends in / is a folder. */
  static byte[] of(String... members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String member : members) {
        zip.putNextEntry(new ZipEntry(member));
        if (!member.endsWith("/")) {
          zip.write(member.getBytes(StandardCharsets.US_ASCII));
        }
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
