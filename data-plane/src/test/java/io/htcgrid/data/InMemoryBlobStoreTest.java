package io.htcgrid.data;

import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class InMemoryBlobStoreTest extends BlobStoreContract {
  private final InMemoryBlobStore store = new InMemoryBlobStore();

  @Override
  BlobStore store() {
    return store;
  }

  @Test
  void keysAreListedAndObjectsRemoved() {
    store.put("b", bytes("b"));
    store.put("a", bytes("a"));
    assertThat(store.keys()).containsExactly("a", "b");
    store.delete("a");
    store.delete("a");
    assertThat(store.keys()).containsExactly("b");
    assertThatExceptionOfType(BlobMissingException.class)
        .isThrownBy(() -> store.read(task(0), BlobReference.of("a", 0, bytes("a"))));
  }
}
