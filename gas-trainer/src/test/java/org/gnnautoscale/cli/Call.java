package org.gnnautoscale.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One call of {@code gas} within the process: what it returned and printed. */
record Call(int code, String out, String err) {

  static Call gas(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Gas.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Call(code, out.toString(), err.toString());
  }

  /** The last line of standard output. */
  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.lines().reduce((a, b) -> b).orElseThrow());
  }
}
