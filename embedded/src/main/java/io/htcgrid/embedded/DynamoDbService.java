package io.htcgrid.embedded;

import com.almworks.sqlite4java.SQLiteConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * Amazon DynamoDB Local behind a Jetty server of our own: its launcher would bind all interfaces,
 * print to stdout and report telemetry.
 */
final class DynamoDbService implements EmbeddedService {
  static final String NAME = "DynamoDB Local";
  private static final int MAX_THREADS = 64;

  /** Where DynamoDB Local keeps the one database of all keys and regions. */
  private static final String DATABASE_FILE = "shared-local-instance.db";

  /** Held, as java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final int port;

  private DynamoDbService(Server server, LocalDynamoDBServerHandler handler, int port) {
    this.server = server;
    this.handler = handler;
    this.port = port;
  }

  /**
   * @param folder an existing folder for the database, or null to keep it in memory
   * @param host the address to bind to
   * @param port 0 for a free one
   */
  static DynamoDbService start(@Nullable Path folder, String host, int port) throws Exception {
    boolean inMemory = folder == null;
    SQLITE.setLevel(Level.WARNING);
    if (folder != null) {
      keepWriteAheadLog(folder);
    }
    LocalDynamoDBRequestHandler requests =
        // One database whatever the keys and region; tables are ACTIVE as soon as created.
        new LocalDynamoDBRequestHandler(
            0, inMemory, inMemory ? null : String.valueOf(folder), true, false);
    LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(requests, null);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("dynamodb-local");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(handler);
    try {
      server.start();
      // Opens the database, which the first request would do otherwise, and find it damaged.
      requests.listTables(
          EmbeddedAws.ACCESS_KEY_ID, EmbeddedAws.REGION, ListTablesRequest.builder().build());
    } catch (Exception | LinkageError e) {
      stop(server, handler);
      throw e;
    }
    return new DynamoDbService(server, handler, connector.getLocalPort());
  }

  @Override
  public URI endpoint() {
    return Loopback.endpoint(port);
  }

  /**
   * Creates the database that DynamoDB Local is going to open, in a mode that the file remembers:
   * one sync to disk per write, where the default takes several. Measured, twice the writes.
   */
  private static void keepWriteAheadLog(Path folder) throws Exception {
    SQLiteLibraryLoader.initialize();
    SQLiteConnection database = new SQLiteConnection(folder.resolve(DATABASE_FILE).toFile());
    try {
      database.open(true).exec("PRAGMA journal_mode=WAL");
    } finally {
      database.dispose();
    }
  }

  private static void stop(Server server, LocalDynamoDBServerHandler handler) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new EmbeddedServiceException(NAME + " did not stop: " + e, e);
    } finally {
      handler.close();
    }
  }

  @Override
  public void close() {
    stop(server, handler);
  }
}
