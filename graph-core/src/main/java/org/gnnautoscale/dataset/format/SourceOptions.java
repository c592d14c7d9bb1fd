package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/** The values of what only some formats are told. Immutable. */
public final class SourceOptions {

  private static final SourceOptions NONE = new SourceOptions(new EnumMap<>(SourceOption.class));

  private final Map<SourceOption, String> values;

  private SourceOptions(Map<SourceOption, String> values) {
    this.values = values;
  }

  /** No value at all. */
  public static SourceOptions none() {
    return NONE;
  }

  /** The same with a value; null gives none. */
  public SourceOptions with(SourceOption option, @Nullable String value) {
    EnumMap<SourceOption, String> more = new EnumMap<>(SourceOption.class);
    more.putAll(values);
    if (value == null) {
      more.remove(option);
    } else {
      more.put(option, value);
    }
    return new SourceOptions(more);
  }

  /** Options that have a value. */
  Set<SourceOption> all() {
    return values.keySet();
  }

  /** The value of an option, if it was given. */
  Optional<String> get(SourceOption option) {
    return Optional.ofNullable(values.get(option));
  }

  /** The value of an option that is a file, if it was given. */
  @Nullable Path file(SourceOption option) throws IOException {
    @Nullable String value = values.get(option);
    return value == null ? null : Storage.path(value);
  }
}
