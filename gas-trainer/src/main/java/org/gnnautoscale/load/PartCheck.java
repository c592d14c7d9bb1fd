package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartHeader;
import org.gnnautoscale.store.Section;
import org.jspecify.annotations.Nullable;

/**
 * Whether a part in memory is the one that the manifest lists, and points only where it may.
 *
 * @param path of its file
 * @param graph sizes and kinds
 * @param neighbors number of nodes, from the first, that may be neighbors of the part's: all, or
 *     those of the training graphs for parts of these
 */
record PartCheck(Path path, GraphShape graph, long neighbors) {

  void listed(PartHeader header, PartFile file) throws IOException {
    same("part number", file.part(), header.part());
    same("nodes", file.nodes(), header.nodes());
    same("first node", file.firstNode(), header.firstNode());
    same("arcs", file.arcs(), header.arcs());
    same("halo nodes", file.halo(), header.halo());
    same("bytes", file.bytes(), header.fileBytes());
  }

  MemorySegment present(String name, @Nullable MemorySegment section) throws IOException {
    if (section == null) {
      throw inconsistent("arrays of the part", name, "no such array");
    }
    return section;
  }

  /** The rows of a table that belong to the part, for a section that must fill them. */
  MemorySegment rows(PartHeader header, Section section, @Nullable MemorySegment table)
      throws IOException {
    long row = table == null || graph.nodes() == 0 ? 0 : table.byteSize() / graph.nodes();
    same("bytes of " + section.name(), header.nodes() * row, section.bytes());
    if (table == null) {
      throw inconsistent("arrays of the part", "no " + section.name(), section.name());
    }
    return table.asSlice(header.firstNode() * row, section.bytes());
  }

  /** Whether an array of the structure, or of rows, is as long as the counts say. */
  void sized(PartHeader header, Section section) throws IOException {
    long expected =
        switch (section.name()) {
          case "rowPtr", "featurePtr" -> 8 * (header.nodes() + 1);
          case "halo" -> 8 * header.halo();
          default -> 4 * header.arcs();
        };
    same("bytes of " + section.name(), expected, section.bytes());
  }

  void structure(PartData data) throws IOException {
    pointers("rowPtr", data.rowPtr(), data.nodes(), data.arcs());
    if (graph.weighted()) {
      present("weight", data.weight());
    }
    for (int arc = 0; arc < data.arcs(); arc++) {
      range("column", data.col().getAtIndex(JAVA_INT, arc), data.nodes() + (long) data.halo());
    }
    for (int i = 0; i < data.halo(); i++) {
      range("halo node", data.haloIds().getAtIndex(JAVA_LONG, i), neighbors);
    }
  }

  void sparseRows(PartHeader header, MemorySegment ptr, MemorySegment index, MemorySegment value)
      throws IOException {
    long entries = index.byteSize() / 4;
    same("bytes of featureValue", 4 * entries, value.byteSize());
    pointers("featurePtr", ptr, header.nodes(), entries);
    for (long i = 0; i < entries; i++) {
      range("feature index", index.getAtIndex(JAVA_INT, i), graph.features());
    }
  }

  BadDataException inconsistent(String what, Object expected, Object found) {
    return BadDataException.of("the store contradicts itself: " + what)
        .with("file", path)
        .with("expected", expected)
        .with("found", found)
        .fix("make the store again with `gas partition --overwrite`");
  }

  private void pointers(String name, MemorySegment ptr, long rows, long end) throws IOException {
    long last = 0;
    for (long row = 0; row <= rows; row++) {
      long next = ptr.getAtIndex(JAVA_LONG, row);
      if (next < last || (row == 0 && next != 0)) {
        throw inconsistent(name, "at least " + last, next);
      }
      last = next;
    }
    same("end of " + name, end, last);
  }

  private void same(String what, long expected, long found) throws IOException {
    if (expected != found) {
      throw inconsistent(what, expected, found);
    }
  }

  private void range(String what, long value, long end) throws IOException {
    if (value < 0 || value >= end) {
      throw inconsistent(what, "from 0 to %d".formatted(end - 1), value);
    }
  }
}
