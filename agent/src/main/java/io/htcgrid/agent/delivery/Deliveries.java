package io.htcgrid.agent.delivery;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.ObjectKeys;
import io.htcgrid.data.archive.ArchiveException;
import io.htcgrid.data.archive.FileDigest;
import io.htcgrid.data.archive.FolderArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Fetches versions when they are first wanted: a read of the table and one of the bucket each.
 * Thread-safe; of several that want the same version at once, one fetches and the others wait.
 */
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** For so long a refused archive is not fetched again. */
  static final Duration REMEMBERED = Duration.ofSeconds(30);

  private static final long LOOK_MILLIS = 200;

  private record Refusal(Delivery.Refused refused, long nanos) {}

  private final GridServices services;
  private final VersionFolder folder;
  private final DeliveryCounts counts;
  private final LongSupplier nanoTime;
  private final Map<String, CompletableFuture<Delivery>> fetching = new ConcurrentHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /** The tasks that use each version, by {@code name:version}. Guarded by this. */
  private final Map<String, Integer> uses = new HashMap<>();

  /** Versions that are known to lie in the folder as they were pushed. Guarded by this. */
  private final Set<String> known = new HashSet<>();

  /** Those used since they were last marked. Guarded by this. */
  private final Set<String> used = new HashSet<>();

  Deliveries(
      GridServices services, VersionFolder folder, DeliveryCounts counts, LongSupplier nanoTime) {
    this.services = services;
    this.folder = folder;
    this.counts = counts;
    this.nanoTime = nanoTime;
  }

  /**
   * Has a version in the folder, and keeps it there until {@link #release} when it is ready.
   *
   * @param given whether the caller has given up waiting
   */
  Delivery acquire(String name, String version, BooleanSupplier given) {
    String id = name + ":" + version;
    if (isThere(id, name, version)) {
      return new Delivery.Ready();
    }
    Refusal before = refusals.get(id);
    if (before != null && nanoTime.getAsLong() - before.nanos() < REMEMBERED.toNanos()) {
      release(id);
      return before.refused();
    }
    boolean ready = false;
    try {
      Delivery delivery = deliver(id, name, version, given);
      ready = delivery instanceof Delivery.Ready;
      return delivery;
    } finally {
      if (!ready) {
        release(id);
      }
    }
  }

  /** Counts a use in any case, so that no agent removes the version from now on. */
  private synchronized boolean isThere(String id, String name, String version) {
    uses.merge(id, 1, Integer::sum);
    used.add(id);
    return known.contains(id) && isKept(name, version);
  }

  /** Whether the version is there, for other agents in the folder see now that it is used. */
  private boolean isKept(String name, String version) {
    try {
      return folder.renew(name, version);
    } catch (IOException e) {
      LOG.debug("function {}:{} cannot be marked; tidying says so", name, version, e);
      return folder.has(name, version);
    }
  }

  synchronized void release(String id) {
    uses.computeIfPresent(id, (any, count) -> count == 1 ? null : count - 1);
  }

  private Delivery deliver(String id, String name, String version, BooleanSupplier given) {
    CompletableFuture<Delivery> own = new CompletableFuture<>();
    CompletableFuture<Delivery> first = fetching.putIfAbsent(id, own);
    if (first != null) {
      return await(first, id, given);
    }
    Delivery delivery = new Delivery.Later("the fetch of function " + id + " met a defect");
    try {
      delivery = find(id, name, version);
    } finally {
      fetching.remove(id);
      own.complete(delivery);
    }
    return delivery;
  }

  private static Delivery await(
      CompletableFuture<Delivery> first, String id, BooleanSupplier given) {
    while (!given.getAsBoolean()) {
      try {
        return first.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        LOG.trace("function {} is still being fetched", id);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a fetch never ends with an exception", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Delivery.Later("interrupted while function " + id + " was fetched");
      }
    }
    return new Delivery.Later("given up while function " + id + " was fetched");
  }

  private Delivery find(String id, String name, String version) {
    try {
      Optional<FunctionVersion> registered = services.table().readFunction(name, version);
      if (registered.isEmpty()) {
        return refused(
            "ResourceNotFoundException",
            "grid "
                + services.config().grid()
                + " has no function "
                + id
                + "; 'htcgrid functions list' shows what was pushed");
      }
      Delivery delivery =
          folder.holds(registered.get()) && isKept(name, version)
              ? new Delivery.Ready()
              : fetch(registered.get());
      if (delivery instanceof Delivery.Ready) {
        refusals.remove(id);
        synchronized (this) {
          known.add(id);
        }
      }
      return delivery;
    } catch (SdkException | IOException e) {
      LOG.warn("function {} cannot be fetched now: {}", id, e.toString());
      return new Delivery.Later("function " + id + " cannot be fetched: " + e.getMessage());
    }
  }

  private Delivery fetch(FunctionVersion version) throws IOException {
    String key = ObjectKeys.function(version.name(), version.sha256());
    if (version.bytes() > FolderArchive.MAX_ARCHIVE_BYTES) {
      return refused(version, key, "it is larger than any that can be pushed");
    }
    Path archive = folder.unfinished();
    try {
      if (!services.blobs().fetchFile(key, archive, version.bytes() + 1)) {
        return refused(version, key, "it is not in the bucket");
      }
      if (!FileDigest.sha256(archive).equals(version.sha256())) {
        return refused(version, key, "it is not what was pushed, for its SHA-256 differs");
      }
      folder.install(version, archive);
      counts.versionFetched();
      LOG.info("function {} is in place: {} bytes", version.qualified(), version.bytes());
      return new Delivery.Ready();
    } catch (ArchiveException e) {
      return refused(version, key, e.getMessage());
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private Delivery refused(FunctionVersion version, String key, @Nullable String reason) {
    counts.versionRefused();
    LOG.warn("The archive of function {} is refused: {} ({})", version.qualified(), reason, key);
    Delivery.Refused refused =
        refused(
            "FunctionArchiveRefused",
            "archive of " + version.qualified() + " refused: " + reason + " (" + key + ")");
    refusals.put(version.qualified(), new Refusal(refused, nanoTime.getAsLong()));
    return refused;
  }

  private static Delivery.Refused refused(String type, String message) {
    return new Delivery.Refused(new TaskError(FailureKind.FUNCTION_UNAVAILABLE, type, message));
  }

  /**
   * Marks what is in use and removes what nobody has used for long.
   *
   * @param active to be kept, as {@code name:version}
   */
  void tidy(Collection<String> active) {
    try {
      for (String id : inUse(active)) {
        mark(id);
      }
      for (String id : folder.unused()) {
        takeAway(id);
      }
      folder.deleteLeftovers();
    } catch (IOException e) {
      LOG.warn("The folder of versions cannot be tidied: {}", e.toString());
    }
  }

  private synchronized Set<String> inUse(Collection<String> active) {
    Set<String> all = new HashSet<>(used);
    all.addAll(uses.keySet());
    all.retainAll(known);
    // Known or not: an agent that was started anew knows none yet.
    all.addAll(active);
    used.clear();
    return all;
  }

  private void mark(String id) throws IOException {
    int colon = id.indexOf(':');
    folder.mark(id.substring(0, colon), id.substring(colon + 1));
  }

  private synchronized void takeAway(String id) throws IOException {
    int colon = id.indexOf(':');
    String name = id.substring(0, colon);
    String version = id.substring(colon + 1);
    // Another agent may use it since the folder was looked through.
    if (!uses.containsKey(id) && folder.isUnused(name, version)) {
      known.remove(id);
      if (folder.takeAway(name, version)) {
        LOG.info("function {} was not used for {} and is removed", id, VersionFolder.KEPT);
      }
    }
  }
}
