package org.gnnautoscale.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.memory.Matrix;

/** A model with some of its options, for tests of what must be true of all of them. */
record ModelCase(String model, Map<String, Object> settings) {

  private static final List<String> EVERY_AGGREGATOR = List.of("mean", "max", "min", "std", "sum");

  private static final List<String> EVERY_SCALER =
      List.of("identity", "amplification", "attenuation");

  /** Every model with every option of its own. Features are 6 wide, so a hidden 6 is a residual. */
  static Stream<ModelCase> all() {
    return Stream.of(convolutions(), attention(), isomorphism(), initial(), principal())
        .flatMap(cases -> cases);
  }

  private static Stream<ModelCase> convolutions() {
    return Stream.of(
        of("mlp", "layers", 3, "hidden", List.of(5, 7), "batchNorm", true, "layerNorm", true),
        of("gcn", "layers", 1, "hidden", 5, "edgeDropout", 0.3),
        of("gcn", "layers", 3, "hidden", List.of(6, 4), "residual", true),
        of("gcn", "layers", 3, "hidden", 6, "batchNorm", true, "residual", true),
        of("gcn", "layers", 3, "hidden", 5, "layerNorm", true, "dropInput", false),
        of("gcn", "layers", 2, "hidden", 5, "linear", true, "batchNorm", true),
        of("gcn", "layers", 3, "hidden", List.of(4, 8, 4), "linear", true, "residual", true),
        of("sage", "layers", 3, "hidden", List.of(6, 4)),
        of("sage", "layers", 2, "hidden", 12, "edgeDropout", 0.4, "rescaleEdges", false),
        of("sage", "layers", 2, "hidden", 5, "aggregators", List.of("max"), "layerNorm", true),
        of("sage", "layers", 3, "hidden", 6, "residual", true, "batchNorm", true));
  }

  private static Stream<ModelCase> attention() {
    return Stream.of(
        of("gat", "layers", 2, "hidden", 3, "hiddenHeads", 4, "negativeSlope", 0.5),
        of("gat", "layers", 3, "hidden", List.of(3, 5), "hiddenHeads", 2, "outHeads", 3),
        of("gat", "layers", 3, "hidden", 3, "hiddenHeads", 2, "residual", true, "batchNorm", true),
        of("gat", "layers", 2, "hidden", 3, "edgeFeatures", true, "edgeDropout", 0.2));
  }

  private static Stream<ModelCase> isomorphism() {
    return Stream.of(
        of("gin", "layers", 1, "hidden", 5),
        of("gin", "layers", 3, "hidden", 6, "batchNorm", true, "residual", true),
        of("gin", "layers", 2, "hidden", List.of(6, 4), "noise", 0.1),
        of("gin", "layers", 3, "hidden", 5, "noise", 0.3, "batchNorm", true, "layerNorm", true));
  }

  private static Stream<ModelCase> initial() {
    return Stream.of(
        of("appnp", "layers", 1, "hidden", 7, "alpha", 0),
        of("appnp", "layers", 4, "hidden", 7, "alpha", 0.2, "dropInput", false),
        of("gcn2", "layers", 4, "hidden", 6),
        of("gcn2", "layers", 3, "hidden", 6, "sharedWeights", false, "residual", true),
        of("gcn2", "layers", 3, "hidden", 6, "batchNorm", true, "theta", 1, "alpha", 0.3));
  }

  private static Stream<ModelCase> principal() {
    return Stream.of(
        of("pna", "layers", 2, "hidden", 5),
        of("pna", "layers", 3, "hidden", 6, "residual", true, "batchNorm", true),
        of("pna", "layers", 3, "hidden", List.of(4, 3), "aggregators", List.of("max", "min")),
        of("pna", "layers", 2, "hidden", 5, "aggregators", List.of("sum"), "scalers", EVERY_SCALER),
        of("pna", "layers", 2, "hidden", 5, "aggregators", List.of("std"), "scalers", EVERY_SCALER),
        of("pna", "layers", 2, "hidden", 4, "aggregators", EVERY_AGGREGATOR, "edgeFeatures", true),
        of("pna-jk", "layers", 1, "hidden", 4, "scalers", EVERY_SCALER, "edgeDropout", 0.3),
        of("pna-jk", "layers", 3, "hidden", 5, "aggregators", List.of("mean", "max")),
        of("pna-jk", "layers", 2, "hidden", 5, "batchNorm", true, "residual", true));
  }

  private static ModelCase of(String model, Object... settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return new ModelCase(model, map);
  }

  ModelConfig config() {
    return ModelConfig.of(settings);
  }

  /** Whether a batch's rows depend on which others are in it: the norm of gin keeps nothing. */
  boolean needsTheWholeGraph() {
    return model.equals("gin") && config().batchNorm();
  }

  /** A model whose biases, norms and running statistics are not what they begin as. */
  Gnn build(GraphData graph, ModelConfig config) {
    Gnn gnn = ModelRegistry.builder(model).build(GraphInfo.of(graph), config, 5);
    Random random = new Random(8);
    for (Parameter parameter : gnn.parameters().list()) {
      if (parameter.rows() == 1) {
        shift(parameter.value(), random);
      }
    }
    gnn.parameters().buffers().values().forEach(buffer -> shift(buffer, random));
    return gnn;
  }

  Gnn build(GraphData graph) {
    return build(graph, config());
  }

  private static void shift(Matrix row, Random random) {
    for (int c = 0; c < row.cols(); c++) {
      row.set(0, c, row.get(0, c) + random.nextFloat() / 2);
    }
  }

  @Override
  public String toString() {
    return model + " " + settings;
  }
}
