package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadDataExceptionTest {

  @Test
  void theMessageTellsWhatWhereAndTheCure() {
    BadDataException error =
        BadDataException.of("edge names an unknown node")
            .with("file", "edges.csv")
            .with("row", 3)
            .fix("add the node to nodes.csv");

    assertThat(error)
        .hasMessage(
            """
            edge names an unknown node
              file     edges.csv
              row      3
              fix      add the node to nodes.csv""");
  }
}
