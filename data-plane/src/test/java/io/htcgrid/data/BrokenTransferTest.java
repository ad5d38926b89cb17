package io.htcgrid.data;

import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Damage on the way, which no real service does on request. */
@Timeout(60)
final class BrokenTransferTest {
  private static final BlobReference REFERENCE = BlobReference.of("key", 0, bytes("a result"));

  private static final String STORED_CHECKSUM =
      Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(REFERENCE.crc32c()).array());

  private final TestThreads threads = new TestThreads();
  private final ServerSocket server;
  private final S3Client s3;

  BrokenTransferTest() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    s3 =
        S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
            .forcePathStyle(true)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    s3.close();
    server.close();
    threads.close();
  }

  /** Answers each connection's request with the next text, promising eight bytes of body. */
  private Future<Integer> serve(String headers, String... bodies) {
    return threads.start(
        () -> {
          int served = 0;
          for (String body : bodies) {
            try (Socket socket = server.accept()) {
              readRequest(socket.getInputStream());
              String head = "HTTP/1.1 206 Partial Content\r\nContent-Length: 8\r\n";
              socket.getOutputStream().write((head + headers + "\r\n" + body).getBytes(US_ASCII));
            }
            served++;
          }
          return served;
        });
  }

  private static void readRequest(InputStream request) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) request.read());
    }
  }

  @Test
  void aReadWhoseConnectionBreaksIsRepeated() throws Exception {
    Future<Integer> served = serve("Connection: close\r\n", "a re", "a result");
    assertThat(new S3BlobStore(s3, "bucket").read(task(0), REFERENCE)).isEqualTo(bytes("a result"));
    assertThat(served.get()).isEqualTo(2);
  }

  @Test
  void aByteFlippedOnTheWayNamesTheTask() {
    // The checksum is that of the bytes as stored; the SDK checks whole objects by it.
    Future<Integer> served =
        serve(
            "Connection: close\r\nx-amz-checksum-crc32c: " + STORED_CHECKSUM + "\r\n", "a rEsult");
    assertThatExceptionOfType(BlobCorruptException.class)
        .isThrownBy(() -> new S3BlobStore(s3, "bucket").read(task(7), REFERENCE))
        .withMessageContaining("task 7");
    assertThat(served).succeedsWithin(Duration.ofSeconds(30));
  }
}
