package io.htcgrid.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Results of one session that will be one object. Not safe for use by many threads at once. */
final class ResultBundle {

  /** A result that waits to be put, with the bytes it took from the budget. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Waiting(
      TaskId task,
      byte[] result,
      ByteBudget.Lease lease,
      CompletableFuture<BlobReference> reference) {}

  private final SessionId session;
  private final List<Waiting> results = new ArrayList<>();
  private int bytes;

  ResultBundle(SessionId session) {
    this.session = session;
  }

  SessionId session() {
    return session;
  }

  int size() {
    return results.size();
  }

  /** Whether this is one large result, which never had to share an object. */
  boolean isLarge() {
    return results.size() == 1 && bytes > BlobLimits.MAX_BUNDLED_BYTES;
  }

  boolean fits(Waiting result) {
    return BlobLimits.fitsBundle(results.size(), bytes, result.result().length);
  }

  void add(Waiting result) {
    results.add(result);
    bytes += result.result().length;
  }

  /** Puts the bundle and returns each result's reference, in the order of the results. */
  List<BlobReference> put(BlobStore store) {
    String key = ObjectKeys.results(session);
    List<byte[]> parts = results.stream().map(Waiting::result).toList();
    store.put(key, Concatenation.of(parts, bytes));
    return Concatenation.references(key, parts);
  }

  /** Completes the futures, each after giving its bytes back to the budget. */
  void complete(List<BlobReference> references) {
    for (int i = 0; i < results.size(); i++) {
      Waiting result = results.get(i);
      result.lease().close();
      result.reference().complete(references.get(i));
    }
  }

  /** Fails the futures, each after giving its bytes back to the budget. */
  void fail(Throwable cause) {
    for (Waiting result : results) {
      result.lease().close();
      result.reference().completeExceptionally(cause);
    }
  }
}
