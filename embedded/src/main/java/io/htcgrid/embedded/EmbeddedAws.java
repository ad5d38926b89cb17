package io.htcgrid.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Amazon DynamoDB Local, ElasticMQ (SQS) and S3Proxy (S3) in this JVM, bound to 127.0.0.1 unless
 * told otherwise. Keeps everything in memory, or in a data folder that survives a restart. Any keys
 * are accepted.
 *
 * <p>Safe for use by many threads. A JVM may hold many of them, but only one with a data folder.
 */
public final class EmbeddedAws implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String ACCESS_KEY_ID = "htcgridlocal";
  private static final String SECRET_ACCESS_KEY = "htcgridlocal";

  private final List<EmbeddedService> services;
  private final @Nullable DataFolder folder;
  private final AwsEndpoints endpoints;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedAws(List<EmbeddedService> services, @Nullable DataFolder folder) {
    this.services = List.copyOf(services);
    this.folder = folder;
    this.endpoints =
        new AwsEndpoints(
            services.get(0).endpoint(),
            services.get(1).endpoint(),
            services.get(2).endpoint(),
            REGION,
            ACCESS_KEY_ID,
            SECRET_ACCESS_KEY);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Where the services listen, with keys to sign with. */
  public AwsEndpoints endpoints() {
    return endpoints;
  }

  /** Stops the services, frees their ports and unlocks the data folder. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeAll(services, folder);
    }
  }

  private static void closeAll(
      List<? extends AutoCloseable> services, @Nullable DataFolder folder) {
    List<AutoCloseable> all = new ArrayList<>(services);
    if (folder != null) {
      all.add(folder);
    }
    RuntimeException problem = null;
    for (AutoCloseable each : all) {
      try {
        each.close();
      } catch (Exception e) {
        if (problem == null) {
          problem = new EmbeddedServiceException("A service did not close: " + e);
        }
        problem.addSuppressed(e);
      }
    }
    if (problem != null) {
      throw problem;
    }
  }

  /** What to start. Not safe for use by many threads. */
  public static final class Builder {
    private @Nullable Path dataFolder;
    private String host = Loopback.HOST;
    private int dynamoDbPort;
    private int sqsPort;
    private int s3Port;

    private Builder() {}

    /** Keeps items, queues, messages and objects in this folder, created where it is missing. */
    public Builder dataFolder(Path folder) {
      this.dataFolder = folder;
      return this;
    }

    /**
     * The address to bind to; 127.0.0.1 by default. Whoever reaches another one reads and writes
     * everything: for containers, whose network says who that is. {@link #endpoints()} stay those
     * of the loopback, so only the loopback's or {@code 0.0.0.0} make sense.
     */
    public Builder host(String address) {
      this.host = address;
      return this;
    }

    /** DynamoDB's port; 0, the default, takes a free one. */
    public Builder dynamoDbPort(int port) {
      this.dynamoDbPort = checked(port);
      return this;
    }

    /** SQS's port; 0, the default, takes a free one. */
    public Builder sqsPort(int port) {
      this.sqsPort = checked(port);
      return this;
    }

    /** S3's port; 0, the default, takes a free one. */
    public Builder s3Port(int port) {
      this.s3Port = checked(port);
      return this;
    }

    private static int checked(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "Port " + port + " is out of range: choose one from 0 (a free one) to 65535");
      }
      return port;
    }

    /**
     * Starts the three services at once and returns when all accept requests.
     *
     * @throws EmbeddedServiceException when a port or the data folder is in use, or a service does
     *     not start; nothing is left running then
     */
    public EmbeddedAws start() {
      Loopback.requireFree(DynamoDbService.NAME, host, dynamoDbPort);
      Loopback.requireFree(SqsService.NAME, host, sqsPort);
      Loopback.requireFree(S3Service.NAME, host, s3Port);
      DataFolder folder = dataFolder == null ? null : DataFolder.open(dataFolder);
      List<EmbeddedService> started = new ArrayList<>();
      try {
        startAll(folder, started);
        return new EmbeddedAws(started, folder);
      } catch (EmbeddedServiceException e) {
        closeAll(started, folder);
        throw e;
      }
    }

    /** Waits for all, so that nothing is left starting when one fails. */
    private void startAll(@Nullable DataFolder folder, List<EmbeddedService> started) {
      ExecutorService starters = Executors.newFixedThreadPool(3, Builder::starterThread);
      try {
        List<CompletableFuture<EmbeddedService>> starting =
            List.of(
                starting(
                    DynamoDbService.NAME,
                    () -> DynamoDbService.start(in(folder, "dynamodb"), host, dynamoDbPort),
                    starters),
                starting(
                    SqsService.NAME,
                    () -> SqsService.start(in(folder, "sqs"), host, sqsPort),
                    starters),
                starting(
                    S3Service.NAME,
                    () -> S3Service.start(in(folder, "s3"), host, s3Port),
                    starters));
        EmbeddedServiceException problem = null;
        for (CompletableFuture<EmbeddedService> each : starting) {
          try {
            started.add(each.join());
          } catch (CompletionException e) {
            problem = problem == null ? asServiceException(e) : problem;
          }
        }
        if (problem != null) {
          throw problem;
        }
      } finally {
        starters.shutdown();
      }
    }

    private static CompletableFuture<EmbeddedService> starting(
        String name, Callable<? extends EmbeddedService> start, Executor starters) {
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return start.call();
            } catch (EmbeddedServiceException e) {
              throw e;
            } catch (Exception | LinkageError e) {
              throw new EmbeddedServiceException(name + " did not start: " + e, e);
            }
          },
          starters);
    }

    private static EmbeddedServiceException asServiceException(CompletionException e) {
      return e.getCause() instanceof EmbeddedServiceException known
          ? known
          : new EmbeddedServiceException("A service did not start: " + e.getCause(), e);
    }

    private static @Nullable Path in(@Nullable DataFolder folder, String name) {
      return folder == null ? null : folder.subfolder(name);
    }

    private static Thread starterThread(Runnable work) {
      Thread thread = new Thread(work, "embedded-aws-start");
      thread.setDaemon(true);
      return thread;
    }
  }
}
