package org.gnnautoscale.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.MachineLimits;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an engine and takes time and work of every operation.
 *
 * <p>For the thread that calls the engine.
 */
public final class KernelMeter implements InvocationHandler {

  private final Engine engine;
  private KernelTotals totals = new KernelTotals();

  KernelMeter(Engine engine) {
    this.engine = engine;
  }

  /**
   * What a call of some operations cannot do without, beside the seconds that it was seen to take.
   *
   * @param kernel calls the operations once
   */
  public static KernelShare share(
      Engine engine, Consumer<Engine> kernel, double seconds, MachineLimits limits) {
    KernelMeter meter = new KernelMeter(engine);
    kernel.accept(meter.metered());
    return meter.lap().together(seconds, limits);
  }

  /** The engine, seen through the meter. */
  Engine metered() {
    ClassLoader loader = Engine.class.getClassLoader();
    return (Engine) Proxy.newProxyInstance(loader, new Class<?>[] {Engine.class}, this);
  }

  /** What each kernel did since the last call. */
  KernelTotals lap() {
    KernelTotals lap = totals;
    totals = new KernelTotals();
    return lap;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    long start = System.nanoTime();
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      double seconds = (System.nanoTime() - start) / 1e9;
      if (arguments != null && method.getReturnType() == void.class) {
        totals.add(KernelTotal.of(KernelWork.of(method, arguments), seconds));
      }
    }
  }
}
