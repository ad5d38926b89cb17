package io.htcgrid.embedded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder$;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** ElasticMQ in an actor system of its own, with SQS's limits switched on. */
final class SqsService implements EmbeddedService {
  static final String NAME = "ElasticMQ";
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final ActorSystem actors;
  private final @Nullable QueueStorage storage;
  private final int port;

  private SqsService(ActorSystem actors, @Nullable QueueStorage storage, int port) {
    this.actors = actors;
    this.storage = storage;
    this.port = port;
  }

  /**
   * @param folder an existing folder for queues and messages, or null to keep them in memory
   * @param host the address to bind to
   * @param port 0 for a free one
   */
  static SqsService start(@Nullable Path folder, String host, int port) throws Exception {
    ActorSystem actors = ActorSystem.create("elasticmq", settings());
    QueueStorage storage = null;
    try {
      storage = folder == null ? null : QueueStorage.open(folder, actors);
      Option<ActorRef> listener = Option.apply(storage == null ? null : storage.listener());
      ActorRef queues =
          actors.actorOf(
              Props.create(
                  QueueManagerActor.class,
                  () ->
                      new QueueManagerActor(
                          new NowProvider(), StrictSQSLimits$.MODULE$, listener)));
      if (storage != null) {
        // Before the first request is served: ElasticMQ's own launcher would do it beside them.
        storage.restore(queues);
      }
      TheSQSRestServerBuilder builder =
          SQSRestServerBuilder$.MODULE$
              .withActorSystem(actors)
              .withQueueManagerActor(queues)
              .withInterface(host)
              .withSQSLimits(StrictSQSLimits$.MODULE$)
              .withAWSRegion(EmbeddedAws.REGION);
      if (storage != null) {
        builder = builder.withQueueEventListener(storage.listener());
      }
      SQSRestServer server =
          (port == 0
                  ? builder.withDynamicPort()
                  : builder
                      .withPort(port)
                      .withServerAddress(new NodeAddress("http", Loopback.HOST, port, "")))
              .start();
      return new SqsService(actors, storage, server.waitUntilStarted().localAddress().getPort());
    } catch (Throwable e) {
      stop(actors, storage);
      throw e;
    }
  }

  /** Without the class path's application.conf, which belongs to the program around us. */
  private static Config settings() {
    return ConfigFactory.parseString(
            """
            pekko {
              daemonic = on
              jvm-shutdown-hooks = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              jvm-exit-on-fatal-error = off
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              loglevel = WARNING
              stdout-loglevel = OFF
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              http.server {
                # A long poll may wait 20 s.
                request-timeout = 30 s
                parsing.illegal-header-warnings = off
                parsing.max-uri-length = 256k
              }
            }
            """)
        .withFallback(ConfigFactory.defaultReference());
  }

  private static void stop(ActorSystem actors, @Nullable QueueStorage storage) {
    actors.terminate();
    try {
      actors
          .getWhenTerminated()
          .toCompletableFuture()
          .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new EmbeddedServiceException(NAME + " did not stop within " + STOP_TIMEOUT, e);
    } finally {
      if (storage != null) {
        storage.close();
      }
    }
  }

  @Override
  public URI endpoint() {
    return Loopback.endpoint(port);
  }

  @Override
  public void close() {
    stop(actors, storage);
  }
}
