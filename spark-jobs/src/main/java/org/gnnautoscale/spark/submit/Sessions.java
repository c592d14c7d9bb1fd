package org.gnnautoscale.spark.submit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.store.Store;
import scala.Tuple2;

/** Builds Spark sessions; nothing else in the project does. */
public final class Sessions {

  private static final String HADOOP = "spark.hadoop.";

  private Sessions() {}

  /**
   * A session on this machine or on a cluster; the caller closes it.
   *
   * @param name of the application, in our words
   * @param master {@code local[*]}, {@code local[2]}, {@code spark://host:7077}, ...
   * @param settings more settings of Spark, which win over the ones made here
   */
  public static SparkSession open(String name, String master, Map<String, String> settings) {
    SparkConf conf = defaults(new SparkConf()).setAppName(name).setMaster(master);
    if (master.startsWith("local")) {
      conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
    } else {
      conf.setIfMissing("spark.jars", ownJars());
    }
    settings.forEach(conf::set);
    return start(conf);
  }

  /** A session under spark-submit, which has said which master to use; the caller closes it. */
  public static SparkSession submitted(String name) {
    return start(defaults(new SparkConf()).setAppName(name));
  }

  /**
   * Lets this process reach files as the session will: settings {@code spark.hadoop.*} count from
   * the first path on, not only from the session on.
   *
   * @param settings of Spark, as {@link #open} takes them
   */
  public static void configureStorage(Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(HADOOP)) {
            Storage.configuration().set(key.substring(HADOOP.length()), value);
          }
        });
  }

  /** As {@link #configureStorage(Map)}, with the settings that spark-submit has made. */
  static void configureStorage() {
    configureStorage(all(new SparkConf()));
  }

  private static Map<String, String> all(SparkConf conf) {
    return Stream.of(conf.getAll()).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
  }

  private static SparkConf defaults(SparkConf conf) {
    return conf.setIfMissing("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .setIfMissing("spark.ui.enabled", "false")
        // Spark's own bar would tear ours
        .set("spark.ui.showConsoleProgress", "false");
  }

  private static SparkSession start(SparkConf conf) {
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    // the driver's own files (graph.json, manifests) are reached as the executors' are
    configureStorage(all(conf));
    return session;
  }

  /** The jars that executors need; class folders of a build are left out, they serve local runs. */
  private static String ownJars() {
    return Stream.of(PartitionJob.class, Store.class)
        .map(Sessions::source)
        .filter(path -> path.toString().endsWith(".jar"))
        .map(path -> path.toUri().toString())
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static Path source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("no file holds " + type);
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no file holds " + type, e);
    }
  }
}
