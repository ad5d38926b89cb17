package io.htcgrid.control.config;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Creates and deletes a grid's table, queues and bucket where no deployment does: in a local grid
 * and in tests. The clients stay their owner's to close. Thread-safe.
 */
public final class GridResources {
  private static final int SERVICES = 3;

  private final GridTable table;
  private final GridQueues queues;
  private final GridBucket bucket;

  public GridResources(GridConfig config, DynamoDbClient dynamoDb, SqsClient sqs, S3Client s3) {
    this.table = new GridTable(config, dynamoDb);
    this.queues = new GridQueues(config, sqs);
    this.bucket = new GridBucket(config, s3);
  }

  public GridResources(GridClients clients) {
    this(clients.config(), clients.dynamoDb(), clients.sqs(), clients.s3());
  }

  /**
   * Creates what is missing and leaves what is there, except that queues get the attributes that
   * this release wants. Blocks until everything can be used.
   */
  public void create() {
    atOnce(List.of(table::create, queues::create, bucket::create));
  }

  /** Deletes everything, with all that is in it; what is gone already is no error. */
  public void delete() {
    atOnce(List.of(table::delete, queues::delete, bucket::delete));
  }

  /** Runs all to their end, then throws the first problem. */
  private static void atOnce(List<Runnable> works) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            SERVICES,
            work -> {
              Thread thread = new Thread(work, "grid-resources");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      works.forEach(work -> running.add(CompletableFuture.runAsync(work, threads)));
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw e;
    } finally {
      threads.shutdown();
    }
  }
}
