package org.gnnautoscale.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.nn.State;

/** A GCN that multiplies before it sums, in every layer: halo rows take part in all products. */
public final class ProductsFirst extends Gnn {

  private final ModelConfig config;
  private final List<Parameter> weights = new ArrayList<>();
  private final List<Parameter> biases = new ArrayList<>();

  /** As users' models are made. */
  public ProductsFirst(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    int in = graph.features();
    for (int i = 0; i < numLayers(); i++) {
      int out = i == lastLayer() ? graph.classes() : config.width(i);
      weights.add(parameters().glorot("weight" + i, in, out, Group.REGULARIZED));
      biases.add(parameters().constant("bias" + i, 1, out, 0, Group.REGULARIZED));
      in = out;
    }
  }

  @Override
  public int width(int layer) {
    return weights.get(layer).cols();
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    Tensor product = x.dropout(config.dropout()).matmul(weights.get(i));
    Tensor h = product.aggregate(g.adjacency()).addBias(biases.get(i));
    return i == lastLayer() ? h : h.relu();
  }
}
