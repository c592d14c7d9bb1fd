package org.gnnautoscale.nn;

import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.autograd.Tensor;

/** The state of one batch: tensors of its step. */
final class BatchState implements State {

  private final int numNodes;
  private final Map<String, Tensor> tensors = new HashMap<>();

  BatchState(int numNodes) {
    this.numNodes = numNodes;
  }

  @Override
  public void keep(String name, Tensor x) {
    tensors.put(name, x.head(numNodes));
  }

  @Override
  public Tensor kept(String name) {
    Tensor kept = tensors.get(name);
    if (kept == null) {
      throw new IllegalStateException("nothing has been kept under the name " + name);
    }
    return kept;
  }
}
