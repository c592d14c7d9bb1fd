package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

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
  private final Region structure;
  private final long trainingNodes;
  private long sparseValues;

  /**
   * Prepares.
   *
   * @param structure where rows, columns, halo and weights go
   */
  PartLoader(Store store, NodeTables tables, Region structure) {
    this.store = store;
    this.tables = tables;
    this.structure = structure;
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
      case "featurePtr", "featureIndex", "featureValue" -> sparse(header, section, check);
      case "rowPtr", "col", "halo", "weight" -> structure(header, section, check);
      default -> null;
    };
  }

  private @Nullable MemorySegment structure(PartHeader header, Section section, PartCheck check)
      throws IOException {
    if (section.name().equals("weight") && !check.graph().weighted()) {
      return null;
    }
    check.sized(header, section);
    return structure.allocate(section.bytes());
  }

  private static @Nullable MemorySegment segment(@Nullable Matrix table) {
    return table == null ? null : table.segment();
  }

  /** Behind those of the parts before. */
  private MemorySegment sparse(PartHeader header, Section section, PartCheck check)
      throws IOException {
    SparseTable table = tables.sparse();
    if (table == null) {
      throw check.inconsistent("arrays of the part", "no " + section.name(), section.name());
    }
    if (section.name().equals("featurePtr")) {
      check.sized(header, section);
      return table.ptr().asSlice(8 * header.firstNode(), section.bytes());
    }
    long left = table.values() - sparseValues;
    if (section.length() > left) {
      throw check.inconsistent(section.name(), "at most " + left, section.length());
    }
    MemorySegment all = section.name().equals("featureIndex") ? table.index() : table.value();
    return all.asSlice(4 * sparseValues, section.bytes());
  }

  /** Lets the rows of a part begin behind those of the parts before it. */
  private void sparseFeatures(
      PartHeader header, Map<String, MemorySegment> sections, PartCheck check) throws IOException {
    if (tables.sparse() == null) {
      return;
    }
    MemorySegment ptr = check.present("featurePtr", sections.get("featurePtr"));
    MemorySegment index = check.present("featureIndex", sections.get("featureIndex"));
    MemorySegment value = check.present("featureValue", sections.get("featureValue"));
    check.sparseRows(header, ptr, index, value);
    for (long row = 0; row <= header.nodes(); row++) {
      ptr.setAtIndex(JAVA_LONG, row, ptr.getAtIndex(JAVA_LONG, row) + sparseValues);
    }
    sparseValues += index.byteSize() / 4;
  }
}
