package org.gnnautoscale.io;

import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Types of Parquet columns that hold text, ids and lists, and how to write lists. */
public final class ParquetValues {

  private ParquetValues() {}

  /** A column of text. */
  public static Type text(String name) {
    return Types.required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  /** A column of int64. */
  public static Type number(String name) {
    return Types.required(PrimitiveTypeName.INT64).named(name);
  }

  /** A column of lists of float32. */
  public static Type floats(String name) {
    return list(PrimitiveTypeName.FLOAT, null, name);
  }

  /** A column of lists of int32. */
  public static Type ints(String name) {
    return list(PrimitiveTypeName.INT32, null, name);
  }

  /** A column of lists of int8. */
  public static Type bytes(String name) {
    return list(PrimitiveTypeName.INT32, LogicalTypeAnnotation.intType(Byte.SIZE, true), name);
  }

  private static Type list(
      PrimitiveTypeName element, @Nullable LogicalTypeAnnotation annotation, String name) {
    Type elements = Types.required(element).as(annotation).named("element");
    return Types.requiredList().element(elements).named(name);
  }

  /** Writes a list of float32. */
  public static void write(RecordConsumer out, float[] values) {
    startList(out, values.length);
    for (float value : values) {
      startElement(out);
      out.addFloat(value);
      endElement(out);
    }
    endList(out, values.length);
  }

  /** Writes a list of int32 or int8. */
  public static void write(RecordConsumer out, int[] values) {
    startList(out, values.length);
    for (int value : values) {
      startElement(out);
      out.addInteger(value);
      endElement(out);
    }
    endList(out, values.length);
  }

  /** An empty list has no field, as Parquet knows no field without a value. */
  private static void startList(RecordConsumer out, int length) {
    out.startGroup();
    if (length > 0) {
      out.startField("list", 0);
    }
  }

  private static void endList(RecordConsumer out, int length) {
    if (length > 0) {
      out.endField("list", 0);
    }
    out.endGroup();
  }

  private static void startElement(RecordConsumer out) {
    out.startGroup();
    out.startField("element", 0);
  }

  private static void endElement(RecordConsumer out) {
    out.endField("element", 0);
    out.endGroup();
  }
}
