package org.gnnautoscale.dataset.pickle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickles of Planetoid data sets: a stack machine that knows the instructions and classes
 * of these files alone. It builds data, and can run nothing that a file names.
 *
 * <p>Python's int, str, tuple and list, dict and None become Integer, String (one character a
 * byte), List, Map and {@link Nothing}; an object becomes {@link PickledObject}.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools</a>
 */
public final class PickleReader {

  private static final int PROTOCOL = 2;

  private final Origin origin;
  private final byte[] bytes;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int at;
  private int instruction;

  /** Python's None. */
  public enum Nothing {
    /** The only one. */
    NONE
  }

  private PickleReader(Origin origin, byte[] bytes) {
    this.origin = origin;
    this.bytes = bytes;
  }

  /**
   * Reads the value of a pickle.
   *
   * @throws BadDataException if the file is empty, truncated, or uses anything that is not allowed
   */
  public static Object read(Path file) throws IOException {
    byte[] bytes = Storage.readAll(file);
    if (bytes.length == 0) {
      throw Origin.of(file).bad("the file is empty").fix("copy or download the file again");
    }
    return new PickleReader(Origin.of(file), bytes).run();
  }

  private Object run() throws IOException {
    while (true) {
      instruction = at;
      int code = unsignedByte();
      if (code == '.') {
        return pop();
      }
      execute(code);
    }
  }

  private void execute(int code) throws IOException {
    switch (code) {
      case 0x80 -> requireProtocol(unsignedByte());
      case 'c' -> push(PickledClass.parse(line(), line(), this::error));
      case 0x81 -> newObject();
      case 'R' -> reduce();
      case 'b' -> build();
      case '(' -> marks.add(stack.size());
      case 't' -> push(popToMark());
      case ')' -> push(new ArrayList<>());
      case 0x85 -> push(popLast(1));
      case 0x86 -> push(popLast(2));
      case 0x87 -> push(popLast(3));
      case '}' -> push(new LinkedHashMap<>());
      case ']' -> push(new ArrayList<>());
      case 'a' -> append(popLast(1));
      case 'e' -> append(popToMark());
      case 's' -> setItems(popLast(2));
      case 'u' -> setItems(popToMark());
      case 'q' -> memo.put(unsignedByte(), top());
      case 'r' -> memo.put(int4(), top());
      case 'h' -> push(recall(unsignedByte()));
      case 'j' -> push(recall(int4()));
      case 'J' -> push(int4());
      case 'K' -> push(unsignedByte());
      case 'M' -> push(unsignedByte() | unsignedByte() << 8);
      case 'T' -> push(text(int4()));
      case 'U' -> push(text(unsignedByte()));
      case 'N' -> push(Nothing.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      default ->
          throw error("the pickle uses an instruction that is not allowed")
              .with("value", "byte 0x%02x".formatted(code));
    }
  }

  private void requireProtocol(int protocol) throws IOException {
    if (protocol != PROTOCOL) {
      throw error("the pickle has another protocol")
          .with("expected", PROTOCOL)
          .with("found", protocol);
    }
  }

  private void newObject() throws IOException {
    List<?> arguments = as(List.class, pop());
    push(new PickledObject(as(PickledClass.class, pop()), arguments));
  }

  private void reduce() throws IOException {
    List<?> arguments = as(List.class, pop());
    PickledClass made = as(PickledClass.class, pop());
    push(made == PickledClass.DICT ? new LinkedHashMap<>() : new PickledObject(made, arguments));
  }

  private void build() throws IOException {
    Object state = pop();
    as(PickledObject.class, top()).build(state);
  }

  @SuppressWarnings("unchecked") // every list of the machine holds any objects
  private void append(List<Object> values) throws IOException {
    as(List.class, top()).addAll(values);
  }

  @SuppressWarnings("unchecked") // every map of the machine holds any objects
  private void setItems(List<Object> pairs) throws IOException {
    Map<Object, Object> map = as(Map.class, top());
    if (pairs.size() % 2 != 0) {
      throw error("the pickle is damaged: a key has no value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      map.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() throws IOException {
    if (stack.isEmpty()) {
      throw error("the pickle is damaged: its stack is empty");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws IOException {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> popLast(int count) throws IOException {
    if (stack.size() < count) {
      throw error("the pickle is damaged: its stack is empty");
    }
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(tail);
    tail.clear();
    return values;
  }

  private List<Object> popToMark() throws IOException {
    if (marks.isEmpty() || marks.get(marks.size() - 1) > stack.size()) {
      throw error("the pickle is damaged: a mark is missing");
    }
    return popLast(stack.size() - marks.remove(marks.size() - 1));
  }

  private Object recall(int key) throws IOException {
    @Nullable Object value = memo.get(key);
    if (value == null) {
      throw error("the pickle is damaged: it recalls what it never stored").with("value", key);
    }
    return value;
  }

  private <T> T as(Class<T> type, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw error("the pickle is damaged: an instruction has the wrong operand")
          .with("expected", type.getSimpleName())
          .with("found", value.getClass().getSimpleName());
    }
    return type.cast(value);
  }

  private int unsignedByte() throws IOException {
    require(1);
    return bytes[at++] & 0xFF;
  }

  private int int4() throws IOException {
    require(4);
    return unsignedByte() | unsignedByte() << 8 | unsignedByte() << 16 | unsignedByte() << 24;
  }

  private String text(int length) throws IOException {
    require(length);
    String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return text;
  }

  private String line() throws IOException {
    int start = at;
    while (unsignedByte() != '\n') {
      // the name ends with the line
    }
    return new String(bytes, start, at - 1 - start, StandardCharsets.UTF_8);
  }

  private void require(int count) throws IOException {
    if (count < 0 || count > bytes.length - at) {
      throw error("the pickle is truncated")
          .with("expected", Integer.toUnsignedLong(count) + " more bytes")
          .with("found", (bytes.length - at) + " bytes before the end of the file");
    }
  }

  private BadDataException error(String what) {
    return origin
        .bad(what)
        .with("byte", instruction)
        .fix(
            "use the files that the publisher of the data set distributes; copy or download them again");
  }
}
