package io.htcgrid.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.submit.SubmitRequest;
import io.htcgrid.connector.submit.SubmitResult;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.data.BlobException;
import io.htcgrid.data.BlobTooLargeException;
import io.htcgrid.data.SessionId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Submits sessions from their specs, and tells callers what became of it. Thread-safe. */
final class Submissions {
  /** Of a session's own settings: its item in the table holds them beside all else (400 KB). */
  private static final int MAX_SETTINGS_BYTES = 64 * 1024;

  private final Connection connection;

  Submissions(Connection connection) {
    this.connection = connection;
  }

  Session submit(SessionSpec spec) {
    checkOrClose(List.of(spec));
    return submitAndClose(spec);
  }

  CompletableFuture<Session> submitAsync(SessionSpec spec) {
    checkOrClose(List.of(spec));
    return start(spec);
  }

  private void checkOrClose(List<SessionSpec> specs) {
    try {
      specs.forEach(this::check);
    } catch (RuntimeException e) {
      specs.forEach(spec -> spec.tasks().close());
      throw e;
    }
  }

  List<Session> submitAll(List<SessionSpec> specs) {
    checkOrClose(specs);
    List<CompletableFuture<Session>> started = specs.stream().map(this::start).toList();
    List<Session> submitted = new ArrayList<>();
    GridException problem = null;
    for (CompletableFuture<Session> each : started) {
      try {
        submitted.add(Calls.await(each));
      } catch (RuntimeException e) {
        problem = problem == null ? connection.errors().told(e) : problem;
      }
    }
    if (problem != null) {
      throw new SubmitAllException(submitted, specs.size(), problem);
    }
    return submitted;
  }

  private CompletableFuture<Session> start(SessionSpec spec) {
    return CompletableFuture.supplyAsync(
        () -> submitAndClose(spec), connection.threads().submissions());
  }

  private Session submitAndClose(SessionSpec spec) {
    try {
      return connection.errors().call(() -> submitChecked(spec));
    } finally {
      spec.tasks().close();
    }
  }

  /** Looks for everything that can be refused before anything is sent. */
  private void check(SessionSpec spec) {
    SessionSettings settings = spec.settings();
    int levels = connection.services().queues().levels();
    if (settings.priority() >= levels) {
      throw new InvalidSessionException(
          "priority is "
              + settings.priority()
              + "; grid "
              + connection.services().config().grid()
              + " has priorities 0 to "
              + (levels - 1));
    }
    try {
      int bytes =
          connection
              .json()
              .writeValueAsBytes(
                  List.of(
                      settings.launch().arguments(),
                      settings.launch().environment(),
                      settings.tags()))
              .length;
      if (bytes > MAX_SETTINGS_BYTES) {
        throw new InvalidSessionException(
            "its arguments, environment and tags take "
                + bytes
                + " bytes; the limit is "
                + MAX_SETTINGS_BYTES
                + ". Put what is large into payloads");
      }
      long encoded = settings.launch().encodedBytes();
      if (encoded > LaunchData.MAX_ENCODED_BYTES) {
        throw new InvalidSessionException(
            "its arguments and environment take "
                + encoded
                + " bytes in the client context, with quotes and other than ASCII escaped; the"
                + " limit is "
                + LaunchData.MAX_ENCODED_BYTES
                + ". Put what is large into payloads");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text has a JSON form", e);
    }
    spec.tasks().check(connection.json());
  }

  private Session submitChecked(SessionSpec spec) {
    String token = spec.clientToken().orElse(null);
    SessionId id =
        token == null
            ? SessionId.random(connection.services().clock())
            : SessionId.ofToken(connection.services().config().grid(), token);
    boolean isForgotten = false;
    try {
      Optional<String> replyQueue = connection.watcher().replyQueue();
      isForgotten = connection.watcher().expect(id);
      SubmitResult result = connection.submitter().submit(request(spec, id, token, replyQueue));
      if (result instanceof SubmitResult.Submitted submitted) {
        connection.watcher().submitted(submitted.session(), replyQueue);
        isForgotten = false;
        return connection.session(id);
      }
      throw problem(result, id, token);
    } catch (GridException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(
          id,
          connection.errors().told(e),
          token == null
              ? "it will be ended as abandoned, unless it has ended; submit again"
              : "submit again with the same client token to go on with it");
    } finally {
      if (isForgotten) {
        connection.watcher().forget(id);
      }
    }
  }

  private SubmitRequest request(
      SessionSpec spec, SessionId id, @Nullable String token, Optional<String> replyQueue) {
    return new SubmitRequest(
        id,
        spec.settings(),
        token,
        spec.tasks().open(connection.json()),
        replyQueue.stream().toList(),
        connection.retention().current());
  }

  private GridException problem(SubmitResult result, SessionId id, @Nullable String token) {
    if (result instanceof SubmitResult.Empty) {
      return TaskSource.empty();
    }
    if (result instanceof SubmitResult.NotBegun notBegun) {
      if (notBegun.cause() instanceof InvalidSessionException invalid) {
        return invalid;
      }
      return new SubmissionFailedException(
          id,
          "the payloads of session "
              + id
              + " failed before any was sent: "
              + said(notBegun.cause()),
          notBegun.cause());
    }
    if (result instanceof SubmitResult.SourceFailed failed) {
      return new SubmissionFailedException(
          id,
          "the payloads of session "
              + id
              + " failed half-way, and it was cancelled: "
              + said(failed.cause()),
          failed.cause());
    }
    if (result instanceof SubmitResult.Failed failed) {
      return failed(id, connection.errors().told(failed.cause()), "it was cancelled; submit again");
    }
    if (result instanceof SubmitResult.Unsendable unsendable) {
      return new SubmissionFailedException(
          id,
          "task "
              + unsendable.task()
              + " cannot be sent, and the session was cancelled: "
              + unsendable.failure().message(),
          null);
    }
    if (result instanceof SubmitResult.OtherContent other) {
      return new ClientTokenException(String.valueOf(token), id, other.difference());
    }
    return ended(result, id);
  }

  /** Our own exceptions are sentences; of anybody else's the name may be what tells most. */
  private static String said(Throwable cause) {
    return cause instanceof GridException
            || cause instanceof PayloadException
            || cause instanceof BlobException
            || cause instanceof BlobTooLargeException
            || cause instanceof UncheckedIOException
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }

  private static GridException ended(SubmitResult result, SessionId id) {
    if (result instanceof SubmitResult.EndedBefore ended) {
      return new SubmissionFailedException(
          id,
          "session "
              + id
              + " is "
              + ended.stored().state()
              + " before all its tasks were sent: "
              + ended.stored().endMessage()
              + "; submit again, with another client token if you gave one",
          null);
    }
    return new SubmissionFailedException(
        id,
        result instanceof SubmitResult.Orphaned
            ? "session "
                + id
                + " was taken over by a submission that stopped; submit again with"
                + " the same client token"
            : "session " + id + " was deleted while it was submitted; submit again",
        null);
  }

  private static GridException failed(SessionId id, GridException cause, String whatIsLeft) {
    if (cause instanceof GridRequestException || cause instanceof GridBugException) {
      return cause;
    }
    return new SubmissionFailedException(
        id,
        "session " + id + " was not submitted: " + cause.getMessage() + "; " + whatIsLeft,
        cause);
  }
}
