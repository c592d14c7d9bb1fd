package org.gnnautoscale.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gnnautoscale.io.BadDataException;

/**
 * The first {@value #BYTES} bytes of a part's file: which part it is, and where its arrays lie.
 *
 * <pre>
 *  0  u8[8]  "GASPART1"          64 + 64 s, for section s:
 *  8  i32    sections             0  u8[24] name, zero padded
 * 12  i32    part                24  i32    type
 * 16  i64    nodes               28  i32    columns
 * 24  i64    first global id     32  i64    rows
 * 32  i64    arcs                40  i64    offset
 * 40  i64    halo nodes          48  i64    bytes
 * </pre>
 *
 * @param part number of the part
 * @param nodes it owns
 * @param firstNode global id of the first of them
 * @param arcs in-edges of its nodes
 * @param halo distinct outside neighbors
 * @param sections in the order of the file
 */
public record PartHeader(
    int part, long nodes, long firstNode, long arcs, long halo, List<Section> sections) {

  /** Size of a header. */
  public static final int BYTES = 64 + 64 * 15;

  /** Sections begin at multiples of this many bytes. */
  public static final int ALIGNMENT = 64;

  private static final byte[] MAGIC = "GASPART1".getBytes(StandardCharsets.US_ASCII);
  private static final int NAME_BYTES = 24;

  /** Copies the list. */
  public PartHeader {
    sections = List.copyOf(sections);
  }

  /** The array of that name, if the file has it. */
  public Optional<Section> find(String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }

  /** Size of the whole file. */
  public long fileBytes() {
    return sections.isEmpty() ? BYTES : sections.get(sections.size() - 1).end();
  }

  /** The next multiple of {@link #ALIGNMENT}. */
  static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(sections.size()).putInt(part);
    out.putLong(nodes).putLong(firstNode).putLong(arcs).putLong(halo);
    for (int s = 0; s < sections.size(); s++) {
      Section section = sections.get(s);
      out.position(64 + 64 * s).put(section.name().getBytes(StandardCharsets.US_ASCII));
      out.position(64 + 64 * s + NAME_BYTES);
      out.putInt(section.type().code()).putInt(section.cols()).putLong(section.rows());
      out.putLong(section.offset()).putLong(section.bytes());
    }
    return out.rewind();
  }

  /**
   * Reads a header and checks that its sections follow each other without gaps.
   *
   * @param bytes the first {@link #BYTES} of the file
   * @param file its name, for errors
   */
  public static PartHeader parse(ByteBuffer bytes, Object file) throws IOException {
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    int count = in.getInt();
    if (!java.util.Arrays.equals(magic, MAGIC) || count < 0 || count > (BYTES - 64) / 64) {
      throw damaged(file, "GASPART1", new String(magic, StandardCharsets.ISO_8859_1));
    }
    int part = in.getInt();
    long nodes = in.getLong();
    long firstNode = in.getLong();
    long arcs = in.getLong();
    long halo = in.getLong();
    List<Section> sections = new ArrayList<>();
    long next = BYTES;
    for (int s = 0; s < count; s++) {
      Section section = section(in.position(64 + 64 * s), file);
      if (section.offset() != next || section.rows() < 0 || section.cols() < 0) {
        throw damaged(file, section.name() + " at " + next, "at " + section.offset());
      }
      next = section.end();
      sections.add(section);
    }
    return new PartHeader(part, nodes, firstNode, arcs, halo, sections);
  }

  private static Section section(ByteBuffer in, Object file) throws IOException {
    byte[] name = new byte[NAME_BYTES];
    in.get(name);
    int code = in.getInt();
    int cols = in.getInt();
    long rows = in.getLong();
    long offset = in.getLong();
    for (ValueType type : ValueType.values()) {
      if (type.code() == code) {
        String text = new String(name, StandardCharsets.US_ASCII).replace("\0", "");
        return new Section(text, type, rows, cols, offset);
      }
    }
    throw damaged(file, "a section's type from 1 to 5", String.valueOf(code));
  }

  private static BadDataException damaged(Object file, String expected, String found) {
    return BadDataException.of("the file does not begin with the header of a part")
        .with("file", file)
        .with("expected", expected)
        .with("found", found)
        .fix("make the store again with `gas partition --overwrite`");
  }
}
