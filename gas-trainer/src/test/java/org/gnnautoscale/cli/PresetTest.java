package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.partition.SidesKWay;
import org.gnnautoscale.reproduce.Cell;
import org.gnnautoscale.reproduce.PublishedTables;
import org.gnnautoscale.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of conf/preset against numbers typed from the published tables by hand. */
class PresetTest {

  /** Wider models take hundreds of megabytes. */
  private static final int WIDEST = 512;

  private static final int PPI_TRAIN = 44_906;
  private static final int PPI_VAL = 6_514;
  private static final int PPI_TEST = 5_524;

  static Stream<Cell> cells() {
    return PublishedTables.cells().stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellHasAPresetThatNamesItsParts(Cell cell) throws IOException {
    assertThat(Preset.text(cell.model(), cell.dataset()).lines().skip(1).findFirst())
        .contains(
            "# Meant for a store of %d parts: gas partition GRAPH --parts %d --output STORE"
                .formatted(cell.parts(), cell.parts()));
    assertThat(settings(cell))
        .as("what has a default is written too")
        .hasSizeGreaterThanOrEqualTo(14);
  }

  /** Of 26 parts the training graphs have 20, as published: 10 batches of 2 are one epoch. */
  @ParameterizedTest
  @ValueSource(strings = {"gcn", "gcn2", "pna"})
  void anEpochOnPpiHasAllStepsThatWerePublished(String model) throws IOException {
    int[] sides = new int[PPI_TRAIN + PPI_VAL + PPI_TEST];
    Arrays.fill(sides, PPI_TRAIN, PPI_TRAIN + PPI_VAL, 1);
    Arrays.fill(sides, PPI_TRAIN + PPI_VAL, sides.length, 2);
    Cell cell =
        cells()
            .filter(known -> known.model().equals(model) && known.dataset().equals("ppi"))
            .findFirst()
            .orElseThrow();

    int[] shares =
        new SidesKWay(PartitionOptions.of(cell.parts()), (side, options, progress) -> new int[0])
            .shares(CsrGraph.ofPairs(sides.length), sides);

    assertThat(shares).containsExactly(20, 3, 3);
    assertThat(config(cell).batchParts()).isEqualTo(2);
    assertThat(config(cell).maxSteps()).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void allTrainAndEvaluateAsPublished(Cell cell) throws IOException {
    TrainConfig config = config(cell);

    assertThat(settings(cell))
        .containsEntry("batchLoss", "mean")
        .containsEntry("optimizer", "adam");
    assertThat(config.refreshOnEvaluation()).isTrue();
    assertThat(config.evalEvery()).isEqualTo(1);
    assertThat(config.batchParts()).isBetween(1, cell.parts() - 1);
    assertThat(number(config, "gradNorm")).isIn(0.0, 1.0);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void weightsDecayInTheSmallTableOnly(Cell cell) throws IOException {
    TrainConfig config = config(cell);
    boolean isSmall = cell.table().equals("small");

    assertThat(number(config, "weightDecay") > 0).isEqualTo(isSmall);
    assertThat(number(config, "weightDecayRest"))
        .isEqualTo(isSmall && cell.model().equals("gcn2") ? 5e-4 : 0);
    assertThat(settings(cell).containsKey("maxSteps")).isEqualTo(!isSmall);
    assertThat(isSmall ? config.modelConfig().dropInput() : true)
        .as("input dropout is on for small graphs")
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void edgesAreDroppedOnProductsOnlyAndThoseLeftAreRescaledWhereTheyHaveValues(Cell cell)
      throws IOException {
    TrainConfig config = config(cell);
    boolean drops = cell.dataset().equals("ogbn-products") && !cell.model().equals("gcn");

    assertThat(config.modelConfig().edgeDropout())
        .isEqualTo(new EdgeDropout(drops ? 0.8 : 0, !cell.model().equals("pna") || !drops));
  }

  @ParameterizedTest
  @CsvSource({
    // model, data set, layers, hidden, dropout, lr, weightDecay, gradNorm, batchParts, epochs
    "gcn,    cora,             2,  16,   0.5,  0.01,  5e-4, 1, 10,  200",
    "gcn,    wiki-cs,          2,  33,   0.25, 0.02,  5e-4, 1, 16,  200",
    "gcn,    coauthor-physics, 2,  64,   0.5,  0.01,  1e-3, 0, 2,   200",
    "gcn,    ppi,              2,  1024, 0,    0.005, 0,    0, 2,   1000",
    "gcn,    ogbn-arxiv,       3,  256,  0.5,  0.01,  0,    0, 40,  300",
    "gcn,    ogbn-products,    3,  256,  0.3,  0.005, 0,    0, 1,   300",
    "gat,    cora,             2,  8,    0.6,  0.005, 5e-4, 1, 10,  400",
    "gat,    pubmed,           2,  8,    0.6,  0.01,  1e-3, 0, 1,   400",
    "gat,    coauthor-physics, 2,  8,    0.6,  0.005, 0.01, 0, 1,   400",
    "gat,    wiki-cs,          2,  14,   0.5,  0.007, 5e-4, 0, 1,   400",
    "appnp,  cora,             10, 64,   0.5,  0.01,  5e-3, 0, 2,   600",
    "appnp,  amazon-photo,     10, 64,   0.5,  0.01,  5e-3, 1, 8,   600",
    "appnp,  wiki-cs,          2,  64,   0.4,  0.02,  5e-4, 0, 2,   600",
    "gcn2,   cora,             64, 64,   0.6,  0.01,  0.01, 0, 1,   1000",
    "gcn2,   citeseer,         32, 256,  0.7,  0.01,  0.01, 1, 20,  1000",
    "gcn2,   amazon-computers, 16, 64,   0.2,  0.01,  0.01, 1, 16,  300",
    "gcn2,   wiki-cs,          4,  128,  0.5,  0.01,  5e-4, 0, 2,   1000",
    "gcn2,   ppi,              9,  2048, 0.2,  0.001, 0,    1, 2,   2000",
    "gcn2,   ogbn-products,    5,  128,  0,    0.001, 0,    0, 1,   240",
    "pna,    flickr,           4,  64,   0.5,  0.005, 0,    0, 12,  500",
    "pna,    yelp,             3,  512,  0,    0.005, 0,    1, 5,   400",
    "pna-jk, reddit,           3,  128,  0.5,  0.005, 0,    1, 100, 400",
  })
  void theFiguresAreThoseOfTheTable(
      String model,
      String dataset,
      int layers,
      int hidden,
      double dropout,
      double lr,
      double weightDecay,
      double gradNorm,
      int batchParts,
      int epochs)
      throws IOException {
    TrainConfig config = config(model, dataset);

    assertThat(config.modelConfig().layers()).isEqualTo(layers);
    assertThat(config.modelConfig().hidden()).isEqualTo(List.of(hidden));
    assertThat(config.modelConfig().dropout()).isEqualTo(dropout);
    assertThat(number(config, "lr")).isEqualTo(lr);
    assertThat(number(config, "weightDecay")).isEqualTo(weightDecay);
    assertThat(number(config, "gradNorm")).isEqualTo(gradNorm);
    assertThat(config.batchParts()).isEqualTo(batchParts);
    assertThat(config.epochs()).isEqualTo(epochs);
  }

  @Test
  void whatOnlySomeModelsHaveIsThatOfTheTable() throws IOException {
    assertThat(config("gat", "pubmed").toMap())
        .containsEntry("outHeads", 8)
        .containsEntry("hiddenHeads", 8);
    assertThat(config("gat", "wiki-cs").toMap())
        .containsEntry("outHeads", 1)
        .containsEntry("hiddenHeads", 5);
    assertThat(config("appnp", "wiki-cs").toMap()).containsEntry("alpha", 0.11);
    assertThat(config("appnp", "coauthor-cs").toMap()).containsEntry("alpha", 0.2);
    assertThat(config("gcn2", "pubmed").toMap())
        .containsEntry("theta", 0.4)
        .containsEntry("alpha", 0.1)
        .containsEntry("sharedWeights", true);
    assertThat(config("gcn2", "reddit").toMap())
        .containsEntry("sharedWeights", false)
        .containsEntry("batchNorm", true)
        .containsEntry("dropInput", true);
    assertThat(config("gcn2", "ogbn-arxiv").toMap())
        .containsEntry("sharedWeights", true)
        .containsEntry("alpha", 0.2)
        .containsEntry("dropInput", false);
    assertThat(config("pna", "flickr").toMap())
        .containsEntry("aggregators", List.of("mean", "max"))
        .containsEntry("scalers", List.of("identity", "amplification"))
        .containsEntry("residual", false);
    assertThat(config("pna", "ppi").toMap())
        .containsEntry("aggregators", List.of("mean"))
        .containsEntry("residual", true);
    assertThat(config("gcn", "ppi").toMap())
        .containsEntry("linear", true)
        .containsEntry("residual", true)
        .containsEntry("batchNorm", true)
        .containsEntry("dropInput", false);
    assertThat(config("gcn", "yelp").toMap())
        .containsEntry("residual", true)
        .containsEntry("maxSteps", 4);
  }

  @Test
  void ginOnClusterIsThatOfTheExperiment() throws IOException {
    assertThat(Preset.text("gin", "cluster")).contains("--parts 10000 ");
    assertThat(config("gin", "cluster").toMap())
        .containsEntry("layers", 4)
        .containsEntry("hidden", 128)
        .containsEntry("noise", 0.1)
        .containsEntry("lr", 0.001)
        .containsEntry("schedule", "plateau")
        .containsEntry("lrFactor", 0.5)
        .containsEntry("patience", 20)
        .containsEntry("epochs", 150)
        .containsEntry("batchParts", 256);
  }

  @Test
  void everyPresetMakesItsModel() throws IOException {
    for (String model : ModelRegistry.names()) {
      for (String name : Preset.names(model)) {
        ModelConfig config = config(model, name).modelConfig();
        if (config.width(0) <= WIDEST) {
          ModelRegistry.builder(model).build(new GraphInfo(8, 3, 1), config, 1).close();
        }
      }
    }
  }

  private static double number(TrainConfig config, String key) {
    return ((Number) config.toMap().get(key)).doubleValue();
  }

  private static TrainConfig config(Cell cell) throws IOException {
    return config(cell.model(), cell.dataset());
  }

  private static TrainConfig config(String model, String dataset) throws IOException {
    return TrainConfig.of(model, settings(model, dataset));
  }

  private static Map<String, Object> settings(Cell cell) throws IOException {
    return settings(cell.model(), cell.dataset());
  }

  private static Map<String, Object> settings(String model, String dataset) throws IOException {
    return Settings.resolve(model, dataset, null, List.of());
  }
}
