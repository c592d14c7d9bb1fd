package org.gnnautoscale.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.train.RunDirectory;
import org.gnnautoscale.train.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingsJobTest {

  @TempDir Path directory;

  @Test
  void embeddingsAndTheirIdsAreArraysOfNumpy() throws Exception {
    TinyGraph tiny = TinyGraph.plan().textIds().draw();
    RunDirectory run = Trained.on(tiny, directory, Trained.config()).directory();
    Path file = directory.resolve("nodes.npy");

    PredictJob.Result result =
        new EmbeddingsJob(run, 0)
            .run(Storage.path(file.toString()), Existing.REFUSE, Progress.silent());

    assertThat(result.embeddingWidth()).isEqualTo(5);
    byte[] bytes = Files.readAllBytes(file);
    int begin = begin(bytes);
    assertThat(begin % 64).isZero();
    assertThat(text(bytes, begin))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (40, 5), }")
        .endsWith("\n");
    assertThat(bytes).hasSize(begin + 4 * 40 * 5);
    float first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(begin);
    assertThat(first).isGreaterThanOrEqualTo(0); // the hidden layer ends with a ReLU

    byte[] ids = Files.readAllBytes(directory.resolve("nodes.ids.npy"));
    int start = begin(ids);
    assertThat(text(ids, start)).contains("'<U7'").contains("(40,)");
    String last = new String(ids, ids.length - 4 * 7, 4 * 7, Charset.forName("UTF-32LE"));
    assertThat(last).isEqualTo("node-39");
  }

  private static int begin(byte[] npy) {
    return 10 + ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
  }

  private static String text(byte[] npy, int begin) {
    return new String(npy, 10, begin - 10, StandardCharsets.US_ASCII);
  }
}
