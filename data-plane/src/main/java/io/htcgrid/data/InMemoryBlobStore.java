package io.htcgrid.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Blobs on the heap, without bound: for tests, of this module and of those that use it. */
public final class InMemoryBlobStore implements BlobStore {
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public void put(String key, byte[] content) {
    objects.put(key, content.clone());
  }

  @Override
  public void readEach(Map<TaskId, BlobReference> references, Consumer<BlobRead> receiver) {
    ReadRange.emptyBlobs(references, receiver);
    for (ReadRange range : ReadRange.plan(references)) {
      fetch(range).forEach(receiver);
    }
  }

  private List<BlobRead> fetch(ReadRange range) {
    byte @Nullable [] content = objects.get(range.key());
    if (content == null) {
      return range.missing();
    }
    int from = (int) Math.min(range.start(), content.length);
    int to = (int) Math.min(range.end(), content.length);
    return range.cut(Arrays.copyOfRange(content, from, to));
  }

  @Override
  public boolean putFile(String key, Path file) throws IOException {
    return objects.putIfAbsent(key, Files.readAllBytes(file)) == null;
  }

  @Override
  public boolean fetchFile(String key, Path file, long most) throws IOException {
    byte @Nullable [] content = objects.get(key);
    if (content == null) {
      return false;
    }
    Files.write(file, Arrays.copyOf(content, (int) Math.min(most, content.length)));
    return true;
  }

  /** The keys of all objects, in order. */
  public Set<String> keys() {
    return new TreeSet<>(objects.keySet());
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }
}
