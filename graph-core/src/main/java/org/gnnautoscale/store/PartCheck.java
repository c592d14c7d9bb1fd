package org.gnnautoscale.store;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;

/** Whether the arrays of a part say what the manifest says, and point only where they may. */
final class PartCheck {

  private final Manifest manifest;

  PartCheck(Manifest manifest) {
    this.manifest = manifest;
  }

  /** The parts cover the graph: numbered from 0, ranges of nodes without gap, arcs that add up. */
  void wholeGraph() throws IOException {
    long nodes = 0;
    long arcs = 0;
    for (int p = 0; p < manifest.parts(); p++) {
      PartFile file = manifest.files().get(p);
      require("part number", p, file.part(), Manifest.FILE);
      require("first node of part " + p, nodes, file.firstNode(), Manifest.FILE);
      nodes += file.nodes();
      arcs += file.arcs();
    }
    require("nodes of all parts", manifest.graph().nodes(), nodes, Manifest.FILE);
    require("arcs of all parts", manifest.graph().arcs(), arcs, Manifest.FILE);
  }

  void part(PartFile file, PartReader reader, Path path) throws IOException {
    PartHeader header = reader.header();
    require("part number", file.part(), header.part(), path);
    require("nodes", file.nodes(), header.nodes(), path);
    require("first node", file.firstNode(), header.firstNode(), path);
    require("arcs", file.arcs(), header.arcs(), path);
    require("halo nodes", file.halo(), header.halo(), path);
    require("bytes", file.bytes(), header.fileBytes(), path);
    structure(reader, path);
    labels(reader, path);
  }

  private void structure(PartReader reader, Path path) throws IOException {
    PartHeader header = reader.header();
    long[] rowPtr = reader.longs("rowPtr");
    int[] col = reader.ints("col");
    long[] halo = reader.longs("halo");
    require("rows", header.nodes() + 1, rowPtr.length, path);
    require("first row pointer", 0, rowPtr[0], path);
    require("last row pointer", col.length, rowPtr[rowPtr.length - 1], path);
    require("arcs", header.arcs(), col.length, path);
    require("halo nodes", header.halo(), halo.length, path);
    for (int row = 0; row < rowPtr.length - 1; row++) {
      requireRange("row pointer", rowPtr[row + 1], rowPtr[row], col.length + 1L, path);
    }
    for (int c : col) {
      requireRange("column", c, 0, header.nodes() + halo.length, path);
    }
    for (long node : halo) {
      requireRange("halo node", node, 0, manifest.graph().nodes(), path);
    }
  }

  private void labels(PartReader reader, Path path) throws IOException {
    if (reader.header().find("label").isPresent()) {
      for (int label : reader.ints("label")) {
        requireRange("label", label, -1, manifest.graph().classes(), path);
      }
    }
    if (reader.header().find("split").isPresent()) {
      for (byte split : reader.bytes("split")) {
        requireRange("split", split, 0, 4, path);
      }
    }
  }

  private static void requireRange(String what, long value, long from, long to, Path path)
      throws IOException {
    if (value < from || value >= to) {
      throw inconsistent(what, "from %d to %d".formatted(from, to - 1), value, path);
    }
  }

  private static void require(String what, long expected, long found, Object path)
      throws IOException {
    if (expected != found) {
      throw inconsistent(what, expected, found, path);
    }
  }

  private static BadDataException inconsistent(
      String what, Object expected, Object found, Object path) {
    return BadDataException.of("the store contradicts itself: " + what)
        .with("file", path)
        .with("expected", expected)
        .with("found", found)
        .fix("make the store again with `gas partition --overwrite`");
  }
}
