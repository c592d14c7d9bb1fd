package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.graph.CsrGraph;

/**
 * A graph to cut, into how many parts, and what is aimed at.
 *
 * @param graph name, by which cases are chosen
 * @param source makes the graph
 * @param parts how many
 * @param cutAim our cut as a multiple of gpmetis's, at most
 * @param timeAim our time as a multiple of gpmetis's, at most
 * @param seeds how many results, of which the median counts
 */
record PartitionCase(
    String graph, Source source, int parts, double cutAim, double timeAim, int seeds) {

  private static final int SEEDS = 5;

  private static final int SMALL = 200_000;
  private static final int LARGE = 1_000_000;
  private static final CommunityOptions BARE = CommunityOptions.DEFAULT.withFeatures(0, 0, 0);

  /** Makes a graph. */
  interface Source {
    CsrGraph graph() throws IOException;
  }

  private PartitionCase withSeeds(int number) {
    return new PartitionCase(graph, source, parts, cutAim, timeAim, number);
  }

  String name() {
    return graph + ":" + parts;
  }

  /** All cases: real graphs below a directory of data, then generated ones. */
  static List<PartitionCase> all(String data) {
    List<PartitionCase> cases = new ArrayList<>();
    real(cases, "cora", () -> Structures.read(GraphFormat.PLANETOID, data + "/cora", "cora"), 40);
    real(
        cases,
        "photo",
        file(GraphFormat.NPZ, data + "/amazon-photo/amazon_electronics_photo.npz"),
        32);
    real(
        cases,
        "physics",
        file(GraphFormat.NPZ, data + "/coauthor-physics/ms_academic_phy.npz"),
        4,
        40);
    real(cases, "tolokers", file(GraphFormat.NPZ, data + "/tolokers/tolokers.npz"), 32);
    real(cases, "facebook", pairs(data + "/facebook-pagepage/facebook_edges.csv"), 32);
    real(cases, "deezer", pairs(data + "/deezer-ro/RO_edges.csv"), 32);
    real(
        cases,
        "notredame",
        file(GraphFormat.SNAP, data + "/web-notredame/web-NotreDame.txt.gz"),
        8,
        64);
    real(cases, "4elt", file(GraphFormat.METIS, data + "/metis-graphs/4elt.graph"), 2, 8, 32, 64);
    real(cases, "astro-ph", file(GraphFormat.METIS, data + "/metis-graphs/astro-ph.graph"), 8, 32);
    CommunityOptions thousand = BARE.withCommunities(1000, 0.5);
    cases.add(communities("sbm02", SMALL, BARE.withCommunities(1000, 0.2), 80, 0.985, 0.5));
    cases.add(communities("sbm05", SMALL, thousand, 80, 0.995, 0.25));
    cases.add(communities("hsbm", SMALL, thousand.withSuperCommunities(50, 0.35), 80, 0.9, 0.5));
    cases.add(drawn("rmat", GraphKind.RMAT, 1 << 17, 16L << 17, 100, 0.96, 0.4));
    cases.add(drawn("grid", GraphKind.GRID, LARGE, 1_998_000, 80, 1, 1));
    cases.add(drawn("geometric", GraphKind.GEOMETRIC, SMALL, 6L * SMALL, 80, 1, 1));
    for (int times : new int[] {1, 2, 4}) {
      CommunityOptions many = BARE.withCommunities(1000 * times, 0.3);
      PartitionCase large =
          communities("sbm" + times + "m", times * LARGE, many, 400 * times, 0.99, 0.3);
      // the larger ones are there to see time and memory grow
      cases.add(times == 1 ? large : large.withSeeds(1));
    }
    return cases;
  }

  private static void real(List<PartitionCase> cases, String name, Source source, int... parts) {
    for (int k : parts) {
      // a cut of less than a thousand edges scatters by percents
      double cut = name.equals("4elt") && k <= 8 ? 1.03 : 1.0;
      cases.add(new PartitionCase(name, source, k, cut, 1.0, SEEDS));
    }
  }

  private static Source file(GraphFormat format, String path) {
    return () -> Structures.read(format, path, null);
  }

  private static Source pairs(String path) {
    return () -> Structures.readPairs(path);
  }

  private static PartitionCase communities(
      String name, int nodes, CommunityOptions options, int parts, double cut, double time) {
    return new PartitionCase(
        name,
        () -> Structures.drawn(GraphKind.COMMUNITIES, nodes, 10L * nodes, options),
        parts,
        cut,
        time,
        SEEDS);
  }

  private static PartitionCase drawn(
      String name, GraphKind kind, int nodes, long edges, int parts, double cut, double time) {
    return new PartitionCase(
        name, () -> Structures.drawn(kind, nodes, edges, BARE), parts, cut, time, SEEDS);
  }
}
