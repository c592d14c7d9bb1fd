package org.gnnautoscale.whole;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A standalone Spark cluster of real processes, started by {@code submit/spark-class} from the
 * build's own jars: a master, and two workers that Spark takes for two machines, as speculative
 * copies never run on the machine of the original.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");
  private static final long PATIENCE_MILLIS = 60_000;

  private final Path logs;
  private final String memory;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path logs, String memory, int port) {
    this.logs = logs;
    this.memory = memory;
    this.port = port;
  }

  /**
   * Starts the processes, and waits until both workers are known to the master.
   *
   * @param memory of each worker, as Spark writes it
   */
  static StandaloneCluster start(Path logs, String memory)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(logs, memory, freePort());
    try {
      cluster.startMaster();
      for (String host : HOSTS) {
        cluster.startWorker(host);
      }
      cluster.awaitInLog("master", "Registering worker", HOSTS.size());
      return cluster;
    } catch (IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The address of the master. */
  String master() {
    return "spark://127.0.0.1:" + port;
  }

  private void startMaster() throws IOException {
    start(
        "master",
        "127.0.0.1",
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--webui-port",
        "0");
  }

  private void startWorker(String host) throws IOException {
    start(
        "worker-" + host,
        host,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        host,
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        memory,
        "--work-dir",
        logs.resolve("work-" + host).toString(),
        master());
  }

  private void start(String name, String host, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.add(0, GasProcess.home().resolve("submit/spark-class").toString());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(logs.resolve(name + ".log").toFile());
    builder.environment().putAll(environment(host));
    processes.add(builder.start());
  }

  /** What every process of the cluster, and a driver, must find in its environment. */
  static Map<String, String> environment(String host) {
    return Map.of("SPARK_LOCAL_IP", host, "SPARK_DAEMON_MEMORY", "256m", "SPARK_NO_DAEMONIZE", "1");
  }

  /** Submits the partition job and returns its process. */
  Process submit(File output, List<String> configuration, List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(GasProcess.home().resolve("submit/spark-submit").toString());
    words.addAll(List.of("--master", master()));
    words.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    words.addAll(configuration);
    words.addAll(List.of("--class", "org.gnnautoscale.spark.submit.Partition"));
    words.add(jobJar().toString());
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(environment("127.0.0.1"));
    return builder.start();
  }

  private static Path jobJar() throws IOException {
    try (var jars = Files.list(GasProcess.home().resolve("spark-jobs/target"))) {
      return jars.filter(jar -> jar.toString().endsWith("-all.jar")).findFirst().orElseThrow();
    }
  }

  /** The executors that run at the moment, the children of the workers; the youngest come first. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .skip(1)
        .flatMap(worker -> worker.toHandle().children())
        .sorted(Comparator.comparing(StandaloneCluster::started).reversed())
        .toList();
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private void awaitInLog(String name, String words, int times)
      throws IOException, InterruptedException {
    Path log = logs.resolve(name + ".log");
    for (long waited = 0; waited < PATIENCE_MILLIS && areAlive(); waited += 100) {
      if (Files.readString(log).split(words, -1).length > times) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IOException(
        "no '%s' in the log of the %s:\n%s".formatted(words, name, Files.readString(log)));
  }

  private boolean areAlive() {
    return processes.stream().allMatch(Process::isAlive);
  }

  /** Ends the workers, whose executors end with them, then the master. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      process.toHandle().children().forEach(ProcessHandle::destroy);
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
