package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a process of shared services is.
 *
 * @param build of what it runs
 * @param pid of the process
 * @param port that its users stay connected to
 */
record SharedServicesFile(String build, long pid, int port, AwsEndpoints endpoints) {
  private static final String NAME = "services.properties";

  /** That of the process of this build; empty: there is none. */
  static Optional<SharedServicesFile> read(Path folder, String build) {
    Properties stored = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve(NAME))) {
      stored.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!build.equals(stored.getProperty("build"))) {
      return Optional.empty();
    }
    return Optional.of(
        new SharedServicesFile(
            build,
            Long.parseLong(stored.getProperty("pid")),
            Integer.parseInt(stored.getProperty("port")),
            new AwsEndpoints(
                URI.create(stored.getProperty("dynamoDb")),
                URI.create(stored.getProperty("sqs")),
                URI.create(stored.getProperty("s3")),
                stored.getProperty("region"),
                stored.getProperty("accessKeyId"),
                stored.getProperty("secretAccessKey"))));
  }

  /** Writes it in one step. */
  void write(Path folder) throws IOException {
    Properties all = new Properties();
    all.setProperty("build", build);
    all.setProperty("pid", String.valueOf(pid));
    all.setProperty("port", String.valueOf(port));
    all.setProperty("dynamoDb", String.valueOf(endpoints.dynamoDb()));
    all.setProperty("sqs", String.valueOf(endpoints.sqs()));
    all.setProperty("s3", String.valueOf(endpoints.s3()));
    all.setProperty("region", endpoints.region());
    all.setProperty("accessKeyId", String.valueOf(endpoints.accessKeyId()));
    all.setProperty("secretAccessKey", String.valueOf(endpoints.secretAccessKey()));
    Path written = folder.resolve(NAME + ".new");
    try (Writer writer = Files.newBufferedWriter(written)) {
      all.store(writer, null);
    }
    Files.move(written, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }
}
