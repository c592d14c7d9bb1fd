package org.gnnautoscale.load;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartHeader;
import org.gnnautoscale.store.Section;
import org.gnnautoscale.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts' files once, front to back, in part order, into memory.
 *
 * <p>What nodes have goes straight to the graph's tables; the structure stays as it is in the file.
 * Every byte goes through the checksum of the manifest, and every index is checked against what it
 * points into, so that the kernels may trust them.
 */
final class PartLoader {

  private final Store store;
  private final NodeTables tables;
  private final Region region;
  private final long trainingNodes;
  private long sparseValues;

  PartLoader(Store store, NodeTables tables, Region region) {
    this.store = store;
    this.tables = tables;
    this.region = region;
    this.trainingNodes = store.manifest().trainingNodes();
  }

  PartData load(PartFile file) throws IOException {
    Manifest manifest = store.manifest();
    long neighbors =
        file.part() < manifest.trainingParts() ? trainingNodes : manifest.graph().nodes();
    PartCheck check = new PartCheck(store.path(file), manifest.graph(), neighbors);
    Map<String, MemorySegment> sections = new HashMap<>();
    PartHeader header;
    try (InputStream in = store.read(file)) {
      CheckedStream bytes = new CheckedStream(in, store.path(file));
      byte[] head = bytes.take(PartHeader.BYTES);
      header = PartHeader.parse(ByteBuffer.wrap(head), store.path(file));
      check.listed(header, file);
      for (Section section : header.sections()) {
        MemorySegment place = place(header, section, check);
        if (place == null) {
          bytes.skip(section.bytes());
        } else {
          bytes.fill(place);
          sections.put(section.name(), place);
        }
        bytes.skip(-section.bytes() & (PartHeader.ALIGNMENT - 1));
      }
      store.checkSum(file, bytes.sum());
    }
    PartData data = data(header, sections, check);
    check.structure(data);
    sparseFeatures(header, sections, check);
    return data;
  }

  private static PartData data(
      PartHeader header, Map<String, MemorySegment> sections, PartCheck check) throws IOException {
    return new PartData(
        header.part(),
        header.firstNode(),
        Math.toIntExact(header.nodes()),
        Math.toIntExact(header.arcs()),
        Math.toIntExact(header.halo()),
        check.present("rowPtr", sections.get("rowPtr")),
        check.present("col", sections.get("col")),
        check.present("halo", sections.get("halo")),
        sections.get("weight"));
  }

  /** Where a section goes; null if training does not need it. */
  private @Nullable MemorySegment place(PartHeader header, Section section, PartCheck check)
      throws IOException {
    return switch (section.name()) {
      case "features" -> check.rows(header, section, segment(tables.features()));
      case "label" -> check.rows(header, section, tables.label());
      case "labels" -> check.rows(header, section, segment(tables.labels()));
      case "split" -> check.rows(header, section, tables.split());
      case "featureIndex", "featureValue" -> sparse(section, check);
      case "id", "idPtr", "idText" -> null;
      default -> region.allocate(section.bytes());
    };
  }

  private static @Nullable MemorySegment segment(@Nullable Matrix table) {
    return table == null ? null : table.segment();
  }

  private MemorySegment sparse(Section section, PartCheck check) throws IOException {
    NodeTables.SparseTable table = tables.sparse();
    long left = table == null ? 0 : table.index.length - sparseValues;
    if (table == null || section.length() > left) {
      throw check.inconsistent(section.name(), "at most " + left, section.length());
    }
    MemorySegment all =
        section.name().equals("featureIndex")
            ? MemorySegment.ofArray(table.index)
            : MemorySegment.ofArray(table.value);
    return all.asSlice(4 * sparseValues, section.bytes());
  }

  /** Appends a part's compressed rows to those of the parts before it. */
  private void sparseFeatures(
      PartHeader header, Map<String, MemorySegment> sections, PartCheck check) throws IOException {
    NodeTables.SparseTable table = tables.sparse();
    if (table == null) {
      return;
    }
    MemorySegment ptr = check.present("featurePtr", sections.get("featurePtr"));
    MemorySegment index = check.present("featureIndex", sections.get("featureIndex"));
    MemorySegment value = check.present("featureValue", sections.get("featureValue"));
    check.sparseRows(header, ptr, index, value);
    int first = Math.toIntExact(header.firstNode());
    MemorySegment.copy(
        ptr, 0, MemorySegment.ofArray(table.ptr), 8L * first, 8 * (header.nodes() + 1));
    for (int row = first; row <= first + header.nodes(); row++) {
      table.ptr[row] += sparseValues;
    }
    sparseValues += index.byteSize() / 4;
  }
}
