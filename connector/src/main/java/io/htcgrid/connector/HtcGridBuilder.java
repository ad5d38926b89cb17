package io.htcgrid.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ConnectorThreads;
import io.htcgrid.connector.calls.Lifetime;
import io.htcgrid.connector.calls.Patience;
import io.htcgrid.connector.submit.Submitter;
import io.htcgrid.connector.watch.Rereads;
import io.htcgrid.connector.watch.WatchTerms;
import io.htcgrid.connector.watch.Watcher;
import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Describes a connection to a grid. Clients that are given stay the caller's to close. Not
 * thread-safe.
 *
 * <pre>{@code
 * HtcGrid.builder().config(config).sqs(mySqsClient).connect()
 * }</pre>
 */
public final class HtcGridBuilder {
  /** Of the heap, for payloads under way and for events that wait: a sixteenth each. */
  private static final int SHARE_OF_HEAP = 16;

  private static final long MIN_BYTES = 8L * 1024 * 1024;
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private @Nullable String name;
  private @Nullable GridConfig config;
  private @Nullable GridServices services;
  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable SqsClient sqs;
  private @Nullable S3Client s3;
  private ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
  private boolean replyQueue = true;
  private Rereads rereads = Rereads.DEFAULT;
  private Patience patience = Patience.DEFAULT;
  private Duration longPoll = WatchTerms.LONGEST_POLL;
  private LeaseTerms submitLease = LeaseTerms.DEFAULT;
  private long bufferBytes =
      Math.min(MAX_BYTES, Math.max(MIN_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));

  HtcGridBuilder() {}

  /** The grid to connect to, by its name; found as {@link GridFinder} says. */
  public HtcGridBuilder grid(String grid) {
    this.name = grid;
    return this;
  }

  /** The grid to connect to. */
  public HtcGridBuilder config(GridConfig grid) {
    this.config = grid;
    return this;
  }

  /** The grid's services as the caller built them; the clients below are not used then. */
  public HtcGridBuilder services(GridServices built) {
    this.services = built;
    return this;
  }

  /** Uses the caller's client, which stays the caller's to close. */
  public HtcGridBuilder dynamoDb(DynamoDbClient client) {
    this.dynamoDb = client;
    return this;
  }

  /** Uses the caller's client, which stays the caller's to close. */
  public HtcGridBuilder sqs(SqsClient client) {
    this.sqs = client;
    return this;
  }

  /** Uses the caller's client, which stays the caller's to close. */
  public HtcGridBuilder s3(S3Client client) {
    this.s3 = client;
    return this;
  }

  /** What turns payloads into JSON and results into objects. */
  public HtcGridBuilder json(ObjectMapper mapper) {
    this.json = mapper;
    return this;
  }

  /**
   * Whether to have a reply queue, by which the grid tells of outcomes at once; true by default.
   * Without one, what is waited for is read every few seconds. A program that submits and leaves
   * needs none.
   */
  public HtcGridBuilder replyQueue(boolean isWanted) {
    this.replyQueue = isWanted;
    return this;
  }

  /**
   * How often to read again what is waited for, in case an event was lost or there is no reply
   * queue; intervals double from the first to the longest while nothing is new.
   */
  public HtcGridBuilder rereads(Duration first, Duration longest) {
    this.rereads = new Rereads(first, longest, first, longest);
    return this;
  }

  /** For how long to repeat calls that a struggling service refuses; five minutes by default. */
  public HtcGridBuilder patience(Duration total) {
    Patience before = Patience.DEFAULT;
    this.patience = new Patience(before.firstPause(), before.longestPause(), total);
    return this;
  }

  /** How long a submission holds without being renewed. */
  HtcGridBuilder submitLease(LeaseTerms terms) {
    this.submitLease = terms;
    return this;
  }

  /** How long one call waits for events. */
  HtcGridBuilder longPoll(Duration wait) {
    this.longPoll = wait;
    return this;
  }

  /** Of payloads under way, and of events that wait for their readers. */
  HtcGridBuilder bufferBytes(long bytes) {
    this.bufferBytes = bytes;
    return this;
  }

  /**
   * Connects. Makes no call to a service: whether the grid is there, the first call tells.
   *
   * @throws GridRequestException when the grid is not found
   */
  public HtcGrid connect() {
    GridServices given = services;
    if (given != null) {
      return connect(given, () -> {});
    }
    GridClients.Builder clients = GridClients.builder(config == null ? found() : config);
    if (dynamoDb != null) {
      clients.dynamoDb(dynamoDb);
    }
    if (sqs != null) {
      clients.sqs(sqs);
    }
    if (s3 != null) {
      clients.s3(s3);
    }
    GridClients built = clients.open();
    return connect(built.services(), built);
  }

  private GridConfig found() {
    try {
      return GridFinder.ofThisProcess().find(name == null ? Map.of() : Map.of("grid", name));
    } catch (ConfigException e) {
      throw new GridRequestException(String.valueOf(e.getMessage()), e);
    }
  }

  private HtcGrid connect(GridServices grid, AutoCloseable clients) {
    ConnectorThreads threads = new ConnectorThreads();
    Lifetime lifetime = new Lifetime();
    Calls calls = new Calls(threads.calls(), lifetime, patience, System::nanoTime);
    return new HtcGrid(
        new Connection(
            grid,
            threads,
            calls,
            new Watcher(
                grid,
                calls,
                threads.timer(),
                new WatchTerms(rereads, replyQueue, bufferBytes, longPoll),
                System::nanoTime),
            new Submitter(grid, calls, threads.timer(), submitLease, bufferBytes),
            new Retention(grid.table(), calls, grid.clock()),
            json,
            new GridErrors(grid.config().grid(), lifetime),
            clients));
  }
}
