package io.htcgrid.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store whose puts wait for the test, and fail when it says so. */
final class GatedBlobStore implements BlobStore {
  private final BlobStore store = new InMemoryBlobStore();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final Semaphore gate = new Semaphore(0);
  final AtomicInteger puts = new AtomicInteger();
  private volatile @Nullable Throwable failure;

  @Override
  public void put(String key, byte[] content) {
    puts.incrementAndGet();
    begun.add(key);
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      throw new IllegalStateException("put interrupted", e);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    store.put(key, content);
  }

  @Override
  public boolean putFile(String key, Path file) throws IOException {
    return store.putFile(key, file);
  }

  @Override
  public boolean fetchFile(String key, Path file, long most) throws IOException {
    return store.fetchFile(key, file, most);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public void readEach(Map<TaskId, BlobReference> references, Consumer<BlobRead> receiver) {
    store.readEach(references, receiver);
  }

  /** Waits until one more put has begun. */
  void awaitPut() throws InterruptedException {
    begun.take();
  }

  /** Lets so many puts through, now or when they come. */
  void open(int permits) {
    gate.release(permits);
  }

  /** Makes the puts that pass the gate from now on fail; null lets them succeed. */
  void failWith(@Nullable Throwable cause) {
    failure = cause;
  }
}
