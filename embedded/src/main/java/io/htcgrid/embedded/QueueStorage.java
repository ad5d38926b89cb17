package io.htcgrid.embedded;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.DB;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import scala.collection.immutable.List$;
import scala.util.Either;
import scalikejdbc.ConnectionPool$;

/**
 * ElasticMQ's queues and messages in an H2 database. ElasticMQ reaches the database through one
 * connection pool per JVM, which it fills once: we replace it for each folder, and only one folder
 * can be open at a time.
 */
final class QueueStorage implements AutoCloseable {
  private static final ConnectionPool$ POOLS = ConnectionPool$.MODULE$;
  private static final Duration RESTORE_TIMEOUT = Duration.ofMinutes(2);

  /** No delay: what is acknowledged survives a kill of the process. */
  private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  private final ActorRef listener;

  private QueueStorage(ActorRef listener) {
    this.listener = listener;
  }

  static QueueStorage open(Path folder, ActorSystem actors) throws SQLException {
    SqlQueuePersistenceConfig config =
        new SqlQueuePersistenceConfig(
            true,
            "org.h2.Driver",
            "jdbc:h2:file:" + folder.resolve("queues").toAbsolutePath() + OPTIONS,
            "",
            "",
            false);
    connect(config);
    return new QueueStorage(
        actors.actorOf(
            Props.create(
                SqlQueuePersistenceActor.class,
                () -> new SqlQueuePersistenceActor(config, List$.MODULE$.empty()))));
  }

  /** Opens the database once here: an actor would only log that it cannot. */
  private static synchronized void connect(SqlQueuePersistenceConfig config) throws SQLException {
    if (POOLS.isInitialized(POOLS.DEFAULT_NAME())) {
      throw new EmbeddedServiceException(
          "ElasticMQ keeps one data folder per JVM and one is open: close the other EmbeddedAws first, or start this one without a data folder");
    }
    DB.initializeSingleton(config);
    var settings = POOLS.singleton$default$4();
    POOLS.singleton(
        config.uri(),
        config.username(),
        config.password(),
        settings,
        POOLS.singleton$default$5(config.uri(), config.username(), config.password(), settings));
    try {
      POOLS.borrow(POOLS.DEFAULT_NAME()).close();
    } catch (SQLException | RuntimeException e) {
      POOLS.closeAll();
      throw e;
    }
  }

  /** What is told of every change to a queue, and stores it before the caller is answered. */
  ActorRef listener() {
    return listener;
  }

  /** Recreates the stored queues with their messages. */
  void restore(ActorRef queues) throws Exception {
    Object answer =
        Patterns.ask(listener, new QueueEvent.Restore(queues), RESTORE_TIMEOUT)
            .toCompletableFuture()
            .get(RESTORE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    if (answer instanceof Either<?, ?> either && either.isLeft()) {
      throw new EmbeddedServiceException("ElasticMQ could not restore its queues: " + either);
    }
  }

  @Override
  public void close() {
    POOLS.closeAll();
  }
}
