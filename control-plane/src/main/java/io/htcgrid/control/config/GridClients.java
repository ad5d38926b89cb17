package io.htcgrid.control.config;

import io.htcgrid.control.queue.SqsReplyQueues;
import io.htcgrid.control.queue.SqsTaskQueues;
import io.htcgrid.control.state.DynamoStateTable;
import io.htcgrid.data.S3BlobStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The AWS clients of a grid, and its services over them. Closes the clients that it built, and none
 * that it was given. Thread-safe.
 *
 * <p>Region, endpoints and credentials that the configuration leaves open follow the SDK's own
 * default chain ({@code AWS_REGION}, {@code AWS_PROFILE}, {@code AWS_ENDPOINT_URL}, …).
 */
public final class GridClients implements AutoCloseable {
  public static final int DEFAULT_CONNECTIONS = 64;

  private final GridConfig config;
  private final ServiceClock clock;
  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final S3Client s3;
  private final List<SdkAutoCloseable> owned;

  private GridClients(
      GridConfig config,
      ServiceClock clock,
      DynamoDbClient dynamoDb,
      SqsClient sqs,
      S3Client s3,
      List<SdkAutoCloseable> owned) {
    this.config = config;
    this.clock = clock;
    this.dynamoDb = dynamoDb;
    this.sqs = sqs;
    this.s3 = s3;
    this.owned = List.copyOf(owned);
  }

  public static Builder builder(GridConfig config) {
    return new Builder(config);
  }

  /** Clients built with defaults. */
  public static GridClients open(GridConfig config) {
    return builder(config).open();
  }

  /** The grid's services; good until this is closed. */
  public GridServices services() {
    return new GridServices(
        config,
        new DynamoStateTable(dated(), config.stateTableName()),
        new SqsTaskQueues(sqs, config),
        new SqsReplyQueues(sqs, config),
        new S3BlobStore(s3, config.bucket()),
        clock);
  }

  /** Those that were built here have an interceptor instead. */
  private DynamoDbClient dated() {
    return owned.contains(dynamoDb) ? dynamoDb : clock.dated(dynamoDb);
  }

  public GridConfig config() {
    return config;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  public SqsClient sqs() {
    return sqs;
  }

  public S3Client s3() {
    return s3;
  }

  /**
   * Wall time as the services see it; the replies to the clients built here correct it, and those
   * to a DynamoDB client that was given.
   */
  public ServiceClock clock() {
    return clock;
  }

  @Override
  public void close() {
    owned.forEach(SdkAutoCloseable::close);
  }

  /** What to build and what is given. Not thread-safe. */
  public static final class Builder {
    private final GridConfig config;
    private final List<ExecutionInterceptor> interceptors = new ArrayList<>();
    private int connections = DEFAULT_CONNECTIONS;
    private InstantSource localClock = InstantSource.system();
    private @Nullable DynamoDbClient dynamoDb;
    private @Nullable SqsClient sqs;
    private @Nullable S3Client s3;

    private Builder(GridConfig config) {
      this.config = config;
    }

    /** Connections that all clients share; long polls hold one each. */
    public Builder connections(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("connections are " + count + "; give 1 or more");
      }
      this.connections = count;
      return this;
    }

    /** Uses the caller's client, with the caller's timeouts and interceptors; so the other two. */
    public Builder dynamoDb(DynamoDbClient client) {
      this.dynamoDb = client;
      return this;
    }

    public Builder sqs(SqsClient client) {
      this.sqs = client;
      return this;
    }

    public Builder s3(S3Client client) {
      this.s3 = client;
      return this;
    }

    /** Adds an interceptor to the clients built here. */
    public Builder interceptor(ExecutionInterceptor interceptor) {
      interceptors.add(interceptor);
      return this;
    }

    /** The clock to correct; the system's by default. */
    public Builder localClock(InstantSource clock) {
      this.localClock = clock;
      return this;
    }

    /** Builds what was not given. Makes no call to a service. */
    public GridClients open() {
      ServiceClock clock = new ServiceClock(localClock);
      List<ExecutionInterceptor> all = new ArrayList<>(interceptors);
      all.add(clock.interceptor());
      ClientFactory factory = new ClientFactory(config, connections, all);
      return new GridClients(
          config,
          clock,
          dynamoDb == null ? factory.dynamoDb() : dynamoDb,
          sqs == null ? factory.sqs() : sqs,
          s3 == null ? factory.s3() : s3,
          factory.built());
    }
  }
}
