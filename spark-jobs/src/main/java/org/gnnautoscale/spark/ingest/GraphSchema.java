package org.gnnautoscale.spark.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * Which columns the tables of a GRAPH have; a column that is absent means that the graph has
 * nothing of that kind.
 *
 * @param textIds whether ids are text rather than numbers
 * @param weighted whether edges have weights
 * @param features form of the features
 * @param labels form of the labels
 * @param splits whether nodes belong to splits
 */
public record GraphSchema(
    boolean textIds, boolean weighted, FeatureKind features, LabelKind labels, boolean splits)
    implements Serializable {

  private static final String ID = "bigint or string";

  /**
   * Finds out what the tables hold.
   *
   * @throws BadDataException if a column is missing or of a type that cannot be used
   */
  static GraphSchema of(StructType nodes, StructType edges) throws IOException {
    DataType id = required("nodes", nodes, "id");
    requireType("nodes", "id", id, GraphSchema::isId, ID);
    boolean text = id instanceof StringType;
    for (String end : List.of("src", "dst")) {
      DataType type = required("edges", edges, end);
      requireType("edges", end, type, GraphSchema::isId, ID);
      if (type instanceof StringType != text) {
        throw wrongType("edges", end, type, id.simpleString() + ", as the ids of nodes are");
      }
    }
    DataType weight = find(edges, "weight");
    if (weight != null) {
      requireType("edges", "weight", weight, GraphSchema::isNumber, "float or double");
    }
    return new GraphSchema(text, weight != null, features(nodes), labels(nodes), splits(nodes));
  }

  /** The columns of nodes in a fixed order and with fixed types; see {@link NodeReader}. */
  Column[] nodeColumns() {
    List<Column> columns = new ArrayList<>(List.of(idColumn("id")));
    switch (features) {
      case NONE -> {}
      case DENSE -> columns.add(functions.col("features").cast("array<float>"));
      case SPARSE -> {
        columns.add(functions.col("features").getField("indices").cast("array<bigint>"));
        columns.add(functions.col("features").getField("values").cast("array<float>"));
      }
    }
    switch (labels) {
      case NONE -> {}
      case CLASS -> columns.add(functions.col("label").cast("bigint"));
      case MULTI -> columns.add(functions.col("labels").cast("array<float>"));
    }
    if (splits) {
      columns.add(splitsColumn());
    }
    return columns.toArray(Column[]::new);
  }

  /** The columns of edges: source, destination and, if edges have weights, the weight. */
  Column[] edgeColumns() {
    List<Column> columns = new ArrayList<>(List.of(idColumn("src"), idColumn("dst")));
    if (weighted) {
      columns.add(functions.col("weight").cast("float"));
    }
    return columns.toArray(Column[]::new);
  }

  /** The column of nodes' ids alone. */
  Column idColumn() {
    return idColumn("id");
  }

  /** The column of nodes' purposes in the splits, which must be there. */
  Column splitsColumn() {
    return functions.col("splits").cast("array<bigint>");
  }

  private Column idColumn(String name) {
    return textIds ? functions.col(name) : functions.col(name).cast("bigint");
  }

  private static FeatureKind features(StructType nodes) throws IOException {
    DataType type = find(nodes, "features");
    if (type == null) {
      return FeatureKind.NONE;
    }
    if (type instanceof StructType struct) {
      DataType indices = find(struct, "indices");
      DataType values = find(struct, "values");
      if (indices != null
          && values != null
          && isArrayOf(indices, GraphSchema::isInteger)
          && isArrayOf(values, GraphSchema::isNumber)) {
        return FeatureKind.SPARSE;
      }
    }
    requireType(
        "nodes",
        "features",
        type,
        t -> isArrayOf(t, GraphSchema::isNumber),
        "array<float> or struct<indices:array<int>,values:array<float>>");
    return FeatureKind.DENSE;
  }

  private static LabelKind labels(StructType nodes) throws IOException {
    DataType label = find(nodes, "label");
    DataType labels = find(nodes, "labels");
    if (label != null && labels != null) {
      throw BadDataException.of("nodes have two columns of labels")
          .with("table", "nodes")
          .with("columns", "label, labels")
          .fix("keep label (one class a node) or labels (0 or 1 for each label)");
    }
    if (label != null) {
      requireType("nodes", "label", label, GraphSchema::isInteger, "int");
      return LabelKind.CLASS;
    }
    if (labels != null) {
      requireType(
          "nodes", "labels", labels, t -> isArrayOf(t, GraphSchema::isNumber), "array<float>");
      return LabelKind.MULTI;
    }
    return LabelKind.NONE;
  }

  private static boolean splits(StructType nodes) throws IOException {
    DataType splits = find(nodes, "splits");
    if (splits == null) {
      return false;
    }
    requireType(
        "nodes", "splits", splits, t -> isArrayOf(t, GraphSchema::isInteger), "array<tinyint>");
    return true;
  }

  private static DataType required(String table, StructType schema, String column)
      throws IOException {
    DataType type = find(schema, column);
    if (type == null) {
      throw BadDataException.of("a table lacks a column")
          .with("table", table)
          .with("column", column)
          .with("found", String.join(", ", schema.fieldNames()))
          .fix("write the column, or rename the one that is meant");
    }
    return type;
  }

  private static @Nullable DataType find(StructType schema, String column) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(column))
        .map(StructField::dataType)
        .findFirst()
        .orElse(null);
  }

  private static void requireType(
      String table, String column, DataType type, Predicate<DataType> fits, String expected)
      throws IOException {
    if (!fits.test(type)) {
      throw wrongType(table, column, type, expected);
    }
  }

  private static BadDataException wrongType(
      String table, String column, DataType type, String expected) {
    return BadDataException.of("a column has a type that cannot be used")
        .with("table", table)
        .with("column", column)
        .with("expected", expected)
        .with("found", type.simpleString())
        .fix("write the column with the expected type");
  }

  private static boolean isId(DataType type) {
    return isInteger(type) || type instanceof StringType;
  }

  private static boolean isInteger(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }

  private static boolean isNumber(DataType type) {
    return isInteger(type) || type instanceof FloatType || type instanceof DoubleType;
  }

  private static boolean isArrayOf(DataType type, Predicate<DataType> element) {
    return type instanceof ArrayType array && element.test(array.elementType());
  }
}
