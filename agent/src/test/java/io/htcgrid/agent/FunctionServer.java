package io.htcgrid.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a Lambda runtime: answers Lambda's Invoke API as each test says, and notices when
 * a caller hangs up.
 */
public final class FunctionServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a function does. */
  @FunctionalInterface
  public interface Function {
    Reply call(Call call) throws IOException, InterruptedException;
  }

  /** One HTTP reply of the Invoke API. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
  public record Reply(int status, Map<String, String> headers, byte[] body) {
    public static Reply result(byte[] result) {
      return new Reply(200, Map.of(), result);
    }

    public static Reply result(String result) {
      return result(result.getBytes(StandardCharsets.UTF_8));
    }

    /** An error document, as Lambda reports its own errors and those of functions. */
    public static Reply error(String how, String type, String message, String log) {
      String document =
          JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString();
      return new Reply(
          200,
          Map.of(
              "X-Amz-Function-Error",
              how,
              "X-Amz-Log-Result",
              Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8))),
          document.getBytes(StandardCharsets.UTF_8));
    }

    /** The service's refusal. */
    public static Reply refusal(int status, String code) {
      return new Reply(
          status,
          Map.of("x-amzn-ErrorType", code),
          ("{\"Type\":\"User\",\"Message\":\"" + code + " it is\"}")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One call. */
  public static final class Call {
    public final String function;
    public final Map<String, String> custom;
    public final Map<String, String> headers;
    public final byte[] payload;
    private final InputStream in;
    private final CountDownLatch hangUp = new CountDownLatch(1);

    private Call(
        String function,
        Map<String, String> custom,
        Map<String, String> headers,
        byte[] payload,
        InputStream in) {
      this.function = function;
      this.custom = custom;
      this.headers = headers;
      this.payload = payload;
      this.in = in;
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int attempt() {
      return Integer.parseInt(custom.getOrDefault("attempt", "0"));
    }

    /** Never answers; returns when the caller has hung up. */
    public Reply hang() {
      try {
        while (in.read() >= 0) {
          // Nothing else comes before the answer.
        }
      } catch (IOException e) {
        // A reset hangs up too.
      }
      hangUp.countDown();
      return Reply.result("");
    }

    public boolean hungUp() {
      return hangUp.getCount() == 0;
    }
  }

  private final ServerSocket server;
  private final Thread acceptor;
  private final Map<String, Function> functions = new ConcurrentHashMap<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  public FunctionServer() {
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = start("function-server", this::accept);
  }

  public FunctionServer define(String name, Function function) {
    functions.put(name, function);
    return this;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** All calls so far, in the order in which they came. */
  public List<Call> calls() {
    return calls;
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        start("function-connection", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        Call call = read(in);
        if (call == null) {
          return;
        }
        calls.add(call);
        Function function = functions.get(call.function);
        Reply reply =
            function == null
                ? Reply.refusal(404, "ResourceNotFoundException")
                : function.call(call);
        write(out, reply);
      }
    } catch (IOException e) {
      // The caller hung up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(socket);
    }
  }

  private static @Nullable Call read(InputStream in) throws IOException {
    String request = line(in);
    if (request == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      throw new IOException("expectations are not supported");
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] payload = in.readNBytes(length);
    Map<String, String> custom = new HashMap<>();
    String context = headers.get("x-amz-client-context");
    if (context != null) {
      JsonNode node = JSON.readTree(Base64.getDecoder().decode(context)).path("custom");
      node.properties().forEach(each -> custom.put(each.getKey(), each.getValue().textValue()));
    }
    return new Call(Path.of(request).getName(3).toString(), custom, headers, payload, in);
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static void write(OutputStream out, Reply reply) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " X\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: " + reply.body().length + "\r\n\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(reply.body());
    out.write(all.toByteArray());
    out.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
      acceptor.join();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
