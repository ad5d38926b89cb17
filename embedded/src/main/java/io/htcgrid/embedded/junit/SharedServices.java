package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.EmbeddedAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Embedded services in a process of their own, which the test JVMs of a build share: they start
 * once, and are compiled once. Whoever comes first starts it; it ends by itself when nobody has
 * used it for a while, see {@link SharedServicesMain}. A folder has one at a time.
 */
final class SharedServices {
  /** Between two modules' tests some time passes. */
  private static final Duration UNUSED = Duration.ofSeconds(30);

  private static final Duration START = Duration.ofMinutes(2);
  private static final int LOOK_AGAIN_MILLIS = 50;
  private static final int REPLY_MILLIS = 5_000;

  private final Path folder;
  private final Duration unused;

  SharedServices(Path folder) {
    this(folder, UNUSED);
  }

  /**
   * @param unused whole seconds after which a process that is started here ends without users
   */
  SharedServices(Path folder, Duration unused) {
    this.folder = folder;
    this.unused = unused;
  }

  /**
   * Uses the process, which is started first where none runs. It stays at least until the target is
   * closed, or this JVM ends.
   *
   * @throws IllegalStateException when it does not start
   */
  RunningTarget join() {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IllegalStateException("no lock on " + folder);
        }
        String build = build();
        Optional<RunningTarget> running = SharedServicesFile.read(folder, build).flatMap(this::use);
        return running.isPresent() ? running.get() : start(build);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the shared services of " + folder + " are out of reach", e);
    }
  }

  /** What it runs: other sources want another process. */
  static String build() throws IOException {
    Path code;
    try {
      code = Path.of(EmbeddedAws.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("no path leads to " + EmbeddedAws.class, e);
    }
    try (Stream<Path> files = Files.walk(code)) {
      long newest = files.mapToLong(file -> file.toFile().lastModified()).max().orElseThrow();
      return code + " of " + newest;
    }
  }

  /** Empty: it ended, or is about to. */
  private Optional<RunningTarget> use(SharedServicesFile file) {
    Socket socket = null;
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), file.port());
      socket.setSoTimeout(REPLY_MILLIS);
      if (socket.getInputStream().read() == SharedServicesMain.WELCOME) {
        AwsEndpoints endpoints = file.endpoints();
        return Optional.of(new RunningTarget(endpoints, closing(socket)));
      }
      socket.close();
    } catch (IOException e) {
      if (socket != null) {
        closing(socket).run();
      }
    }
    return Optional.empty();
  }

  private static Runnable closing(Socket socket) {
    return () -> {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private RunningTarget start(String build) throws IOException {
    SharedServicesFile.delete(folder);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx3g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SharedServicesMain.class.getName(),
                    folder.toString(),
                    build,
                    String.valueOf(unused.toSeconds())))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    long end = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() < end
          && !process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        Optional<RunningTarget> running = SharedServicesFile.read(folder, build).flatMap(this::use);
        if (running.isPresent()) {
          return running.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "the shared services did not start; their log, " + log + ", says: " + tail(log));
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
