package io.htcgrid.data;

import static io.htcgrid.data.Samples.SESSION;
import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

@ExtendWith(AwsServices.class)
final class S3BlobStoreTest extends BlobStoreContract {
  private final TestBucket bucket;

  S3BlobStoreTest(AwsEndpoints aws, UniqueName name) {
    this.bucket = new TestBucket(aws, name);
  }

  @AfterEach
  void removeBucket() {
    bucket.close();
  }

  @Override
  BlobStore store() {
    return bucket.store();
  }

  @Test
  void aHundredSmallPayloadsAreOnePutAndOneGet() {
    var builder = new BundleBuilder(SESSION);
    for (int i = 0; i < PageId.TASKS; i++) {
      builder.add(task(i), bytes(i, 4096));
    }
    PayloadBundle bundle = builder.build().orElseThrow();
    store().put(bundle.key(), bundle.content());
    assertThat(store().readAll(bundle.references())).hasSize(PageId.TASKS);
    assertThat(bucket.puts).hasValue(1);
    assertThat(bucket.gets).hasValue(1);
  }

  @Test
  void everyTenthPayloadOfABundleIsStillOneGet() {
    var builder = new BundleBuilder(SESSION);
    for (int i = 0; i < PageId.TASKS; i++) {
      builder.add(task(i), bytes(i, 4096));
    }
    PayloadBundle bundle = builder.build().orElseThrow();
    store().put(bundle.key(), bundle.content());
    Map<TaskId, BlobReference> tenth = new LinkedHashMap<>(bundle.references());
    tenth.keySet().removeIf(task -> task.index() % 10 != 0);
    store()
        .readAll(
            tenth, (task, content) -> assertThat(content).isEqualTo(bytes(task.index(), 4096)));
    assertThat(bucket.gets).hasValue(1);
  }

  @Test
  void emptyPayloadsAreNoGet() {
    BlobReference empty = BlobReference.of("in/00/any", 0, new byte[0]);
    assertThat(store().readAll(Map.of(task(0), empty, task(1), empty))).hasSize(2);
    assertThat(bucket.gets).hasValue(0);
  }

  @Test
  void anErrorOfTheServiceComesThroughUnchanged() {
    var store = new S3BlobStore(bucket.s3, bucket.name + "-none");
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> store.put("in/00/a", bytes("a")));
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> store.read(task(0), BlobReference.of("in/00/a", 0, bytes("a"))));
  }
}
