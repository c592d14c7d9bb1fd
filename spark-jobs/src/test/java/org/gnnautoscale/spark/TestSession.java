package org.gnnautoscale.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.spark.submit.Sessions;

/** One session for all tests of a JVM, as starting one takes seconds. */
public final class TestSession {

  private static final SparkSession SESSION =
      Sessions.open("tests", "local[2]", Map.of("spark.sql.shuffle.partitions", "2"));

  private TestSession() {}

  public static SparkSession get() {
    return SESSION;
  }
}
