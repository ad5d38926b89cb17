package io.htcgrid.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Services that deny everything, by a clock of their own. */
final class DenyingAws implements AutoCloseable {
  private static final String XML =
      "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
  private static final String JSON =
      "{\"__type\":\"com.amazonaws#AccessDeniedException\",\"message\":\"no\"}";

  private final ServerSocket socket;
  private final Duration offset;

  private DenyingAws(ServerSocket socket, Duration offset) {
    this.socket = socket;
    this.offset = offset;
  }

  /**
   * Starts it on a free port.
   *
   * @param offset of its clock
   */
  static DenyingAws start(Duration offset) throws IOException {
    DenyingAws aws =
        new DenyingAws(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), offset);
    Thread thread = new Thread(aws::serve, "denying-aws");
    thread.setDaemon(true);
    thread.start();
    return aws;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        answer(caller);
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
        // The caller has gone.
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    InputStream in = new BufferedInputStream(caller.getInputStream());
    String head = head(in).toLowerCase(Locale.ROOT);
    boolean json = head.contains("x-amz-target:");
    if (head.contains("expect: 100-continue")) {
      caller.getOutputStream().write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    int length =
        head.replaceFirst("(?s).*\ncontent-length: *(\\d+).*", "$1").matches("\\d+")
            ? Integer.parseInt(head.replaceFirst("(?s).*\ncontent-length: *(\\d+).*", "$1"))
            : 0;
    in.readNBytes(length);
    byte[] body = bytes(json ? JSON : XML);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            InstantSource.system().instant().plus(offset).atOffset(ZoneOffset.UTC));
    OutputStream out = caller.getOutputStream();
    out.write(
        bytes(
            "HTTP/1.1 403 Forbidden\r\nDate: "
                + date
                + "\r\nContent-Type: "
                + (json ? "application/x-amz-json-1.0" : "application/xml")
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n"));
    out.write(body);
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller has gone");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
