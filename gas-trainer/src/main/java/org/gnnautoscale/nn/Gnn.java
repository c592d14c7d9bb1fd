package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * A graph neural network: layers that each look one hop far, between an encoder and a decoder.
 *
 * <p>From this one definition the framework trains with historical embeddings, trains on the full
 * batch, and infers layer by layer. It does all pushing and pulling between layers; a model only
 * says what a layer computes:
 *
 * <pre>
 * final class MyGcn extends Gnn {
 *   private final List&lt;GraphConv&gt; convs = new ArrayList&lt;&gt;();
 *
 *   MyGcn(GraphInfo graph, ModelConfig config, long seed) {
 *     super(config.layers(), seed);
 *     for (int i = 0; i &lt; numLayers(); i++) {
 *       int in = i == 0 ? graph.features() : config.width(i - 1);
 *       int out = i == lastLayer() ? graph.classes() : config.width(i);
 *       convs.add(new GraphConv(parameters(), "convs." + i, in, out, Group.REGULARIZED));
 *     }
 *   }
 *
 *   {@literal @}Override
 *   public int width(int layer) {
 *     return convs.get(layer).out();
 *   }
 *
 *   {@literal @}Override
 *   public Tensor layer(int i, Tensor x, Subgraph g, State state) {
 *     Tensor h = convs.get(i).apply(x.dropout(0.5), g);
 *     return i == lastLayer() ? h : h.relu();
 *   }
 * }
 * </pre>
 *
 * <p>A layer is given the rows of the batch followed by those of its halo and returns rows of the
 * batch. What it returns is what histories keep, so dropout belongs at the beginning of the next
 * layer. What a later layer needs beside that goes through the {@link State}.
 *
 * <p>Owns its parameters until {@link #close}. Subclasses are the users' models, the one place of
 * the project where a class is extended.
 */
public abstract class Gnn implements AutoCloseable {

  private final int numLayers;
  private final Parameters parameters;

  /**
   * A model without parameters yet; the subclass declares them.
   *
   * @param numLayers layers, at least 1
   * @param seed of the initial parameters
   */
  protected Gnn(int numLayers, long seed) {
    if (numLayers < 1) {
      throw new IllegalArgumentException("layers must be at least 1, got " + numLayers);
    }
    this.numLayers = numLayers;
    this.parameters = new Parameters(seed);
  }

  /** Width of what a hidden layer returns, counted from 0; not asked for the last layer. */
  public abstract int width(int layer);

  /**
   * One hop.
   *
   * @param i which layer, counted from 0
   * @param x rows of the batch, then rows of the halo
   * @param g the batch
   * @param state what earlier layers kept
   * @return rows of the batch
   */
  public abstract Tensor layer(int i, Tensor x, Subgraph g, State state);

  /** What happens to each node's features before the first layer: by default nothing. */
  public Tensor encode(Tensor x, State state) {
    return x;
  }

  /** What happens to each node's embedding after the last layer: by default nothing. */
  public Tensor decode(Tensor x, State state) {
    return x;
  }

  /** Which edges layers send messages along: by default those of a GCN. */
  public Messages messages() {
    return Messages.SYMMETRIC;
  }

  /** Which edges a training step leaves out: by default none. */
  public EdgeDropout edgeDropout() {
    return EdgeDropout.NONE;
  }

  /** Number of layers. */
  public final int numLayers() {
    return numLayers;
  }

  /** Number of the last layer. */
  protected final int lastLayer() {
    return numLayers - 1;
  }

  /** Everything that is trained, and running statistics. */
  public final Parameters parameters() {
    return parameters;
  }

  /** Gives the parameters' memory back. */
  @Override
  public final void close() {
    parameters.close();
  }
}
