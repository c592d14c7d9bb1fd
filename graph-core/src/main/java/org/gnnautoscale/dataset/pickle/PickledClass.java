package org.gnnautoscale.dataset.pickle;

import java.io.IOException;
import java.util.function.Function;
import org.gnnautoscale.io.BadDataException;

/** The classes that a pickle may name; a foreign one ends the reading. */
enum PickledClass {
  SPARSE_MATRIX("scipy.sparse.csr csr_matrix"),
  RECONSTRUCT("numpy.core.multiarray _reconstruct"),
  ARRAY("numpy ndarray"),
  TYPE("numpy dtype"),
  DICT("collections defaultdict"),
  LIST("__builtin__ list");

  private final String name;

  PickledClass(String name) {
    this.name = name;
  }

  static PickledClass parse(
      String module, String className, Function<String, BadDataException> error)
      throws IOException {
    String found = module + " " + className;
    for (PickledClass known : values()) {
      if (known.name.equals(found)) {
        return known;
      }
    }
    throw error
        .apply("the pickle names a foreign class, which is not allowed")
        .with("class", module + "." + className)
        .fix(
            "do not trust the file: a pickle of a Planetoid data set holds arrays, dicts and lists only");
  }
}
