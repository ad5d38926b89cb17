package io.htcgrid.connector;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tests against the real services share: a grid of their own, emptied after each test. */
@ExtendWith(AwsServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class GridTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestGrid aws;

  @BeforeAll
  void create(AwsEndpoints endpoints, UniqueName name) {
    aws = TestGrid.create(endpoints, name.value());
  }

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    opened.clear();
    TestWorker.echo(aws.services()).dropAll();
  }

  @AfterAll
  void delete() {
    aws.close();
  }

  TestGrid aws() {
    return aws;
  }

  /** Closes it after the test. */
  <T extends AutoCloseable> T opened(T closeable) {
    opened.add(closeable);
    return closeable;
  }

  HtcGrid connect() {
    return opened(aws.connect());
  }

  TestWorker echo() {
    return opened(TestWorker.echo(aws.services()));
  }

  /** A session of so many tasks that return {@code task <index>}. */
  static SessionSpec.Builder tasks(int count) {
    return SessionSpec.function("echo").payloads(payloads(count));
  }

  static Stream<String> payloads(int count) {
    return IntStream.range(0, count).mapToObj(index -> "task " + index);
  }

  static List<Integer> indexes(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
