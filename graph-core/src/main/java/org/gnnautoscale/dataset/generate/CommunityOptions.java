package org.gnnautoscale.dataset.generate;

/**
 * The communities of a generated graph, and how they show in edges, features and labels.
 *
 * @param communities how many
 * @param mixing share of edges whose second end is not drawn from the first one's community
 * @param superCommunities groups of communities, or 0
 * @param superMixing share of edges whose second end is drawn from the first one's super-community;
 *     a part of {@code mixing}
 * @param degreeExponent of the Pareto distribution of the nodes' weights; above 1
 * @param features width of the features, or 0 for none
 * @param classes number of classes, or 0 for no labels
 * @param signal length of the class mean that is added to standard normal features
 */
public record CommunityOptions(
    int communities,
    double mixing,
    int superCommunities,
    double superMixing,
    double degreeExponent,
    int features,
    int classes,
    double signal) {

  /**
   * What the command line's defaults say. A signal of 1 puts two class means 1.4 standard
   * deviations apart: of 8 classes, features alone tell that of 38 % of the nodes at best, and the
   * mean over a node and its 20 neighbors that of 97 % (4 neighbors: 67 %).
   */
  public static final CommunityOptions DEFAULT = new CommunityOptions(64, 0.2, 0, 0, 2.5, 32, 8, 1);

  /** Checks the ranges given above. */
  public CommunityOptions {
    require(communities >= 1, "communities must be at least 1, got " + communities);
    require(mixing >= 0 && mixing <= 1, "mixing must be from 0 to 1, got " + mixing);
    require(
        superCommunities >= 0 && superCommunities <= communities,
        "super-communities must be from 0 to the number of communities (%d), got %d"
            .formatted(communities, superCommunities));
    require(
        superMixing >= 0 && superMixing <= mixing,
        "super-mixing must be from 0 to mixing (%s), got %s".formatted(mixing, superMixing));
    require(
        superMixing == 0 || superCommunities > 0,
        "super-mixing needs super-communities, got super-mixing %s and no super-communities"
            .formatted(superMixing));
    require(
        degreeExponent > 1 && Double.isFinite(degreeExponent),
        "degree-exponent must be above 1, got " + degreeExponent);
    require(features >= 0, "features must be at least 0, got " + features);
    require(
        classes >= 0 && classes <= communities,
        "classes must be from 0 to the number of communities (%d), got %d"
            .formatted(communities, classes));
    require(signal >= 0 && Double.isFinite(signal), "signal must be at least 0, got " + signal);
  }

  /** The same with other numbers of communities and their mixing. */
  public CommunityOptions withCommunities(int count, double newMixing) {
    return new CommunityOptions(
        count, newMixing, superCommunities, superMixing, degreeExponent, features, classes, signal);
  }

  /** The same with super-communities. */
  public CommunityOptions withSuperCommunities(int count, double newMixing) {
    return new CommunityOptions(
        communities, mixing, count, newMixing, degreeExponent, features, classes, signal);
  }

  /** The same with other features and classes. */
  public CommunityOptions withFeatures(int width, int newClasses, double newSignal) {
    return new CommunityOptions(
        communities,
        mixing,
        superCommunities,
        superMixing,
        degreeExponent,
        width,
        newClasses,
        newSignal);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
