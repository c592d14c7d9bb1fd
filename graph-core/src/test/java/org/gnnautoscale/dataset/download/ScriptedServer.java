package org.gnnautoscale.dataset.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server that gives prepared answers, one after the other, and the last one from then on.
 * It can do what no decent server does: stop in the middle, fall silent, promise more than it has.
 */
final class ScriptedServer implements AutoCloseable {

  private final ServerSocket socket;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What is sent, and whether the connection then stays open without a word. */
  static final class Answer {

    private final String head;
    private final byte[] body;
    private final boolean silent;

    private Answer(String head, byte[] body, boolean silent) {
      this.head = head;
      this.body = body;
      this.silent = silent;
    }

    /** Not a word. */
    static Answer silence() {
      return new Answer("", new byte[0], true);
    }

    /** A status with its headers, each "Name: value". */
    static Answer of(int status, byte[] body, String... headers) {
      StringBuilder head = new StringBuilder("HTTP/1.1 %d Word\r\n".formatted(status));
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      return new Answer(head + "Connection: close\r\n\r\n", body, false);
    }

    /** All of a file. */
    static Answer whole(byte[] body, String... headers) {
      return cut(body, body.length, headers);
    }

    /** A file of which the connection brings the first bytes only. */
    static Answer cut(byte[] body, int bytes, String... headers) {
      String[] all = Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "Content-Length: " + body.length;
      return of(200, Arrays.copyOf(body, bytes), all);
    }

    /** The rest of a file. */
    static Answer rest(byte[] body, int from) {
      return of(
          206,
          Arrays.copyOfRange(body, from, body.length),
          "Content-Length: " + (body.length - from),
          "Content-Range: bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
    }

    /** The same, and then nothing. */
    Answer thenSilence() {
      return new Answer(head, body, true);
    }
  }

  ScriptedServer(Answer... script) throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    answers.addAll(List.of(script));
    Thread thread = new Thread(this::serve, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address(String path) {
    return URI.create("http://localhost:%d/%s".formatted(socket.getLocalPort(), path));
  }

  /** The requests that came, each with its headers. */
  List<String> requests() {
    return requests;
  }

  private void serve() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        answer(connection);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder request = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
    }
    requests.add(request.toString());
    Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
    try {
      OutputStream out = connection.getOutputStream();
      out.write(answer.head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(answer.body);
      out.flush();
      if (!answer.silent) {
        connection.close();
      }
    } catch (SocketException e) {
      // the client has had enough
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
