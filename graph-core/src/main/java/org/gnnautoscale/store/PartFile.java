package org.gnnautoscale.store;

/**
 * A part's file as the manifest lists it.
 *
 * @param part number of the part
 * @param name of the file, in the directory of the manifest
 * @param bytes length of the file
 * @param crc32c checksum of all its bytes, 8 hexadecimal digits
 * @param firstNode global id of its first node
 * @param nodes it owns
 * @param arcs in-edges of its nodes
 * @param halo distinct outside neighbors
 */
public record PartFile(
    int part,
    String name,
    long bytes,
    String crc32c,
    long firstNode,
    long nodes,
    long arcs,
    long halo)
    implements java.io.Serializable {}
