package io.htcgrid.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the payloads of one session into bundles. Does no I/O; not safe for use by many threads.
 *
 * <p>Holds {@link BlobLimits#MAX_BUNDLE_BYTES} and {@link BlobLimits#MAX_BUNDLE_BLOBS} at most, and
 * as many bytes again while a bundle is built.
 *
 * <pre>{@code
 * builder.add(task, payload).forEach(bundle -> store.put(bundle.key(), bundle.content()));
 * ...
 * builder.build().ifPresent(bundle -> store.put(bundle.key(), bundle.content()));
 * }</pre>
 */
public final class BundleBuilder {

  private final SessionId session;
  private final Map<TaskId, byte[]> payloads = new LinkedHashMap<>();
  private int bytes;

  public BundleBuilder(SessionId session) {
    this.session = session;
  }

  /**
   * Adds a payload and returns the bundles that this completes, to be put now: none most of the
   * time; what was held so far when the payload would overfill it; the payload's own bundle when it
   * is large (what is held stays).
   *
   * @param payload is not copied: leave it unchanged until its bundle has been put
   * @throws BlobTooLargeException when the payload is above {@link BlobLimits#MAX_BLOB_BYTES};
   *     nothing was added
   * @throws IllegalArgumentException when the task is of another session, or was added already
   */
  public List<PayloadBundle> add(TaskId task, byte[] payload) {
    BlobLimits.checkPayload(task, payload.length);
    if (!task.session().equals(session)) {
      throw new IllegalArgumentException(
          "Task " + task + " cannot go into a bundle of session " + session);
    }
    if (payload.length > BlobLimits.MAX_BUNDLED_BYTES) {
      return List.of(bundle(Map.of(task, payload), payload.length));
    }
    List<PayloadBundle> complete = new ArrayList<>(1);
    if (!BlobLimits.fitsBundle(payloads.size(), bytes, payload.length)) {
      build().ifPresent(complete::add);
    }
    if (payloads.putIfAbsent(task, payload) != null) {
      throw new IllegalArgumentException("Task " + task + " is in the bundle already");
    }
    bytes += payload.length;
    return complete;
  }

  /** The bytes held: what {@link #build()} would put. */
  public int heldBytes() {
    return bytes;
  }

  /** What is held, as a bundle; empty when nothing is. The builder is empty afterwards. */
  public Optional<PayloadBundle> build() {
    if (payloads.isEmpty()) {
      return Optional.empty();
    }
    PayloadBundle bundle = bundle(payloads, bytes);
    payloads.clear();
    bytes = 0;
    return Optional.of(bundle);
  }

  private PayloadBundle bundle(Map<TaskId, byte[]> byTask, int length) {
    List<byte[]> parts = List.copyOf(byTask.values());
    byte[] content = Concatenation.of(parts, length);
    String key = ObjectKeys.payloads(session, content);
    Iterator<BlobReference> references = Concatenation.references(key, parts).iterator();
    Map<TaskId, BlobReference> referenceByTask = new LinkedHashMap<>();
    byTask.keySet().forEach(task -> referenceByTask.put(task, references.next()));
    return new PayloadBundle(key, content, referenceByTask);
  }
}
