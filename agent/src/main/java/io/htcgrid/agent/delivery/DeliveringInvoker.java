package io.htcgrid.agent.delivery;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.FunctionReference;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.config.GridServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Has the version that a task wants in the runtime's folder before it calls the function. A task
 * that names no version gets the active one as it stands then, and keeps it to its end; a function
 * without an active version is the runtime's own. Thread-safe.
 */
public final class DeliveringInvoker implements FunctionInvoker {
  /** What Lambda calls it. */
  private static final String NOT_FOUND = "ResourceNotFoundException";

  private final FunctionInvoker runtime;
  private final GridServices services;
  private final Deliveries deliveries;

  /** By function; null: not read yet. */
  private volatile @Nullable Map<String, String> active;

  private DeliveringInvoker(FunctionInvoker runtime, GridServices services, Deliveries deliveries) {
    this.runtime = runtime;
    this.services = services;
    this.deliveries = deliveries;
  }

  /**
   * Makes one over a runtime.
   *
   * @param runtime is closed with this
   * @param folder the runtime's folder of versions; made if it is not there
   * @param nanoTime elapsed time
   * @throws UncheckedIOException when the folder cannot be made
   */
  public static DeliveringInvoker over(
      FunctionInvoker runtime,
      Path folder,
      GridServices services,
      DeliveryCounts counts,
      LongSupplier nanoTime) {
    VersionFolder versions = new VersionFolder(folder, services.clock());
    try {
      versions.create();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of versions " + folder + " cannot be made", e);
    }
    return new DeliveringInvoker(
        runtime, services, new Deliveries(services, versions, counts, nanoTime));
  }

  /** Tells which versions are active from now on. */
  public void follow(Map<String, String> versions) {
    active = versions;
  }

  /** To be called about once a minute: removes versions that were not used for an hour. */
  public void tidy() {
    Map<String, String> versions = active;
    if (versions != null) {
      deliveries.tidy(
          versions.entrySet().stream().map(each -> each.getKey() + ":" + each.getValue()).toList());
    }
  }

  @Override
  public InvokeOutcome invoke(FunctionCall call, Invocation invocation) {
    FunctionReference wanted = FunctionReference.parse(call.function());
    String version = wanted.version();
    if (version != null) {
      return invoke(call, invocation, wanted.name(), version);
    }
    Map<String, String> versions = active;
    if (versions == null) {
      return new InvokeOutcome.Unavailable("which functions are active could not be read yet");
    }
    version = versions.get(wanted.name());
    return version == null
        ? invokeOwn(call, invocation, wanted.name())
        : invoke(call, invocation, wanted.name(), version);
  }

  /** Calls the runtime's own function; if it has none, one may have been activated just now. */
  private InvokeOutcome invokeOwn(FunctionCall call, Invocation invocation, String name) {
    InvokeOutcome outcome = runtime.invoke(call, invocation);
    if (!(outcome instanceof InvokeOutcome.Failed failed)
        || failed.error().kind() != FailureKind.FUNCTION_UNAVAILABLE
        || !failed.error().type().equals(NOT_FOUND)) {
      return outcome;
    }
    Map<String, String> versions;
    try {
      versions = services.table().readSettings().functions();
    } catch (SdkException e) {
      return new InvokeOutcome.Unavailable(
          "which functions are active cannot be read: " + e.getMessage());
    }
    follow(versions);
    String version = versions.get(name);
    return version == null ? unknown(name) : invoke(call, invocation, name, version);
  }

  private InvokeOutcome unknown(String name) {
    return new InvokeOutcome.Failed(
        new TaskError(
            FailureKind.FUNCTION_UNAVAILABLE,
            NOT_FOUND,
            "the runtime has no function "
                + name
                + ", and grid "
                + services.config().grid()
                + " no active version of it"),
        null);
  }

  private InvokeOutcome invoke(
      FunctionCall call, Invocation invocation, String name, String version) {
    Delivery delivery = deliveries.acquire(name, version, invocation::aborted);
    if (delivery instanceof Delivery.Refused refused) {
      return new InvokeOutcome.Failed(refused.error(), null);
    }
    if (delivery instanceof Delivery.Later later) {
      return invocation.aborted()
          ? new InvokeOutcome.Aborted()
          : new InvokeOutcome.Unavailable(later.reason());
    }
    String id = name + ":" + version;
    try {
      return runtime.invoke(call.of(id), invocation);
    } finally {
      deliveries.release(id);
    }
  }

  @Override
  public void close() {
    runtime.close();
  }
}
