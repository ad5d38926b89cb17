package io.htcgrid.runtime.front;

import io.htcgrid.runtime.function.FunctionCatalog;
import io.htcgrid.runtime.function.FunctionLookup;
import io.htcgrid.runtime.function.FunctionProblem;
import io.htcgrid.runtime.http.HttpCall;
import io.htcgrid.runtime.invocation.CommandLine;
import io.htcgrid.runtime.invocation.Invocation;
import io.htcgrid.runtime.invocation.RefusedException;
import io.htcgrid.runtime.invocation.RunningInvocation;
import io.htcgrid.runtime.invocation.ServiceError;
import io.htcgrid.runtime.process.Invoker;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/** One request to invoke something, from its headers to its reply. */
final class InvokeRequest {

  private static final String LATEST = "$LATEST";

  private final String id = UUID.randomUUID().toString();
  private final HttpCall call;
  private final FunctionCatalog functions;
  private final Executor folderReader;
  private final Invoker invoker;
  private final FrontSettings settings;

  InvokeRequest(
      HttpCall call,
      FunctionCatalog functions,
      Executor folderReader,
      Invoker invoker,
      FrontSettings settings) {
    this.call = call;
    this.functions = functions;
    this.folderReader = folderReader;
    this.invoker = invoker;
    this.settings = settings;
  }

  void begin(String encodedName) {
    try {
      accept(encodedName);
    } catch (RefusedException e) {
      call.reply(Replies.refused(e.error(), e.reason(), id));
    }
  }

  private void accept(String encodedName) throws RefusedException {
    if (call.bodyTooLarge()) {
      throw new RefusedException(
          ServiceError.REQUEST_TOO_LARGE,
          "The payload is larger than " + InvokeApi.PAYLOAD_BYTES + " bytes, the limit");
    }
    var type = InvocationType.of(call.header("X-Amz-Invocation-Type"));
    Optional<FunctionReference> reference = FunctionReference.parse(encodedName, settings.region());
    if (reference.isEmpty()) {
      throw new RefusedException(
          ServiceError.INVALID_PARAMETER, encodedName + " is not a function's name or ARN");
    }
    var invocation = invocation(reference.get());
    if (reference.get().name().equals(FunctionCatalog.COMMAND)) {
      command(type, invocation);
    } else {
      lookUp(type, reference.get(), invocation);
    }
  }

  private Invocation invocation(FunctionReference reference) throws RefusedException {
    Optional<String> encodedContext = call.header("X-Amz-Client-Context");
    Optional<ClientContext> context = Optional.empty();
    if (encodedContext.isPresent()) {
      context = Optional.of(ClientContext.decode(encodedContext.get()));
    }
    String contentType = call.header("Content-Type").orElse("application/json");
    String traceId = call.header("X-Amzn-Trace-Id").orElseGet(this::newTraceId);
    return new Invocation(
        id,
        reference.arn(),
        call.body(),
        contentType,
        context.map(ClientContext::json),
        context.flatMap(ClientContext::timeout),
        traceId);
  }

  private String newTraceId() {
    String digits = id.replace("-", "");
    return "Root=1-" + digits.substring(0, 8) + "-" + digits.substring(8) + ";Sampled=0";
  }

  private void command(InvocationType type, Invocation invocation) throws RefusedException {
    if (!settings.allowCommand()) {
      throw new RefusedException(
          ServiceError.ACCESS_DENIED,
          "Command lines are not allowed here; the operator of this runtime can allow them with --allow-command");
    }
    var commandLine = CommandLine.of(invocation.clientContext());
    switch (type) {
      case REQUEST_RESPONSE -> await(invoker.run(commandLine, invocation), LATEST);
      case DRY_RUN -> call.reply(Replies.dryRun(LATEST, id));
    }
  }

  private void lookUp(InvocationType type, FunctionReference reference, Invocation invocation) {
    String function = functions.id(reference.name(), reference.qualifier());
    Optional<FunctionLookup> cached = functions.cached(function);
    if (cached.isPresent()) {
      found(cached.get(), type, reference, invocation);
      return;
    }
    try {
      folderReader.execute(
          () -> {
            found(functions.refresh(function), type, reference, invocation);
            functions.forgetGone().forEach(invoker::forget);
          });
    } catch (RejectedExecutionException e) {
      refuse(ServiceError.SERVICE, "Too many requests wait for the functions folder to be read");
    }
  }

  private void found(
      FunctionLookup lookup,
      InvocationType type,
      FunctionReference reference,
      Invocation invocation) {
    if (lookup instanceof FunctionLookup.Found found) {
      switch (type) {
        case REQUEST_RESPONSE ->
            await(invoker.invoke(found.function(), invocation), found.function().qualifier());
        case DRY_RUN -> call.reply(Replies.dryRun(found.function().qualifier(), id));
      }
      return;
    }
    invoker.forget(functions.id(reference.name(), reference.qualifier()));
    if (lookup instanceof FunctionLookup.Faulty faulty) {
      String problems =
          faulty.problems().stream()
              .map(FunctionProblem::toString)
              .collect(Collectors.joining("; "));
      refuse(
          ServiceError.INVALID_RUNTIME,
          "Function " + reference.name() + " cannot run: " + problems);
    } else {
      refuse(ServiceError.RESOURCE_NOT_FOUND, "Function not found: " + reference.arn());
    }
  }

  private void await(RunningInvocation running, String version) {
    boolean withLog =
        call.header("X-Amz-Log-Type").orElse("").toLowerCase(Locale.ROOT).equals("tail");
    call.onDisconnect(running::cancel);
    running
        .outcome()
        .thenAccept(outcome -> Replies.of(outcome, version, id, withLog).ifPresent(call::reply));
  }

  private void refuse(ServiceError error, String message) {
    call.reply(Replies.refused(error, message, id));
  }
}
