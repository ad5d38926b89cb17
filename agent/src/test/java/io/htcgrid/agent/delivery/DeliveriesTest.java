package io.htcgrid.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.BlobStore;
import io.htcgrid.data.ObjectKeys;
import io.htcgrid.data.S3BlobStore;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One grid for all; each test has a function and a folder of its own. */
@ExtendWith(AwsServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveriesTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir private Path work;
  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private Instant now = START;
  private long nanos;

  private String name = "";

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private GridClients clients;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private TestFunctions functions;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Deliveries deliveries;

  @BeforeAll
  void start(AwsEndpoints aws, UniqueName unique) {
    GridConfig config =
        new GridConfig(
            unique.value(),
            aws.region(),
            aws.dynamoDb(),
            aws.sqs(),
            aws.s3(),
            unique + "-data",
            1,
            true,
            aws.accessKeyId() != null && aws.dynamoDb() != null);
    clients = GridClients.open(config);
    new GridResources(clients).create();
  }

  @BeforeEach
  void open(TestInfo test) throws IOException {
    name = test.getTestMethod().orElseThrow().getName().substring(0, 20);
    functions = new TestFunctions(clients.services(), work);
    now = START;
    fetched.set(0);
    refused.set(0);
    deliveries = open(clients.services().blobs());
  }

  @AfterAll
  void stop() {
    new GridResources(clients).delete();
    clients.close();
  }

  private Path root() {
    return work.resolve("versions");
  }

  private Deliveries open(BlobStore blobs) throws IOException {
    return open(blobs, () -> now);
  }

  private Deliveries open(BlobStore blobs, InstantSource clock) throws IOException {
    GridServices real = clients.services();
    GridServices services =
        new GridServices(real.config(), real.table(), real.queues(), real.replies(), blobs, clock);
    VersionFolder folder = new VersionFolder(root(), clock);
    folder.create();
    return new Deliveries(services, folder, counts(), () -> nanos);
  }

  private DeliveryCounts counts() {
    return new DeliveryCounts() {
      @Override
      public void versionFetched() {
        fetched.incrementAndGet();
      }

      @Override
      public void versionRefused() {
        refused.incrementAndGet();
      }
    };
  }

  private Delivery acquire(String version) {
    return deliveries.acquire(name, version, () -> false);
  }

  private static String refusal(Delivery delivery) {
    return ((Delivery.Refused) delivery).error().message();
  }

  @Test
  void aVersionIsFetchedOnceAlsoByTheNextAgentInTheFolder() throws IOException {
    functions.push(name, "1", "echo one");

    assertThat(acquire("1")).isEqualTo(new Delivery.Ready());
    assertThat(acquire("1")).isEqualTo(new Delivery.Ready());
    assertThat(open(clients.services().blobs()).acquire(name, "1", () -> false))
        .isEqualTo(new Delivery.Ready());

    assertThat(fetched).hasValue(1);
    assertThat(root().resolve(name).resolve("1").resolve("say")).isExecutable();
  }

  @Test
  void anArchiveThatIsNotWhatWasPushedIsRefusedCountedAndFetchedAgainOnlyLater()
      throws IOException {
    FunctionVersion version = functions.push(name, "1", "echo one");
    byte[] archive = Files.readAllBytes(functions.archive("echo evil"));
    functions.tamper(version, archive);

    assertThat(refusal(acquire("1")))
        .contains(
            "archive of "
                + name
                + ":1 refused: it is not what was pushed, for its SHA-256 differs");
    assertThat(refusal(acquire("1"))).contains("SHA-256 differs");
    assertThat(refused).hasValue(1);
    assertThat(root().resolve(name)).doesNotExist();

    functions.tamper(version, Files.readAllBytes(functions.archive("echo one")));
    nanos += Deliveries.REMEMBERED.toNanos();
    assertThat(acquire("1")).isEqualTo(new Delivery.Ready());
    assertThat(fetched).hasValue(1);
  }

  @Test
  void anArchiveThatIsLongerOrGoneIsRefused() throws IOException {
    Path archive = functions.archive("echo one");
    FunctionVersion longer = functions.push(name, "1", archive);
    byte[] content = Files.readAllBytes(archive);
    functions.tamper(longer, Arrays.copyOf(content, content.length + 1));
    assertThat(refusal(acquire("1"))).contains("SHA-256 differs");

    FunctionVersion gone = functions.push(name, "2", "echo two");
    String key = ObjectKeys.function(name, gone.sha256());
    clients.s3().deleteObject(r -> r.bucket(clients.config().bucket()).key(key));
    assertThat(refusal(acquire("2"))).contains("it is not in the bucket");
    assertThat(refused).hasValue(2);
  }

  @Test
  void anArchiveOfTheRightDigestThatIsNoneOfOursIsRefused() throws IOException {
    functions.push(name, "1", Files.writeString(work.resolve("any"), "PK and so on and so on"));

    assertThat(refusal(acquire("1"))).contains("it is none that 'htcgrid functions push' made");
    assertThat(root().resolve(name)).doesNotExist();
  }

  @Test
  void aVersionThatWasNeverPushedIsNotFound() {
    assertThat(refusal(acquire("9"))).contains("has no function " + name + ":9");
    assertThat(refused).hasValue(0);
  }

  @Test
  void aServiceThatFailsIsAskedAgainLater() throws IOException {
    functions.push(name, "1", "echo one");
    deliveries = open(new S3BlobStore(clients.s3(), "no-such-bucket"));

    assertThat(acquire("1")).isInstanceOf(Delivery.Later.class);
  }

  @Test
  void whatNobodyUsesForAnHourIsRemovedUnlessItRunsOrIsActive() throws IOException {
    for (String version : List.of("1", "2", "3")) {
      functions.push(name, version, "echo " + version);
      acquire(version);
    }
    deliveries.release(name + ":1");
    deliveries.release(name + ":3");
    for (int minute = 0; minute <= VersionFolder.KEPT.toMinutes() + 1; minute++) {
      deliveries.tidy(List.of(name + ":3"));
      now = now.plus(Duration.ofMinutes(1));
    }
    deliveries.tidy(List.of(name + ":3"));

    assertThat(root().resolve(name).resolve("1")).doesNotExist();
    assertThat(root().resolve(name).resolve("2")).exists();
    assertThat(root().resolve(name).resolve("3")).exists();

    assertThat(acquire("1")).isEqualTo(new Delivery.Ready());
    assertThat(fetched).hasValue(4);
  }

  private Path place() {
    return root().resolve(name).resolve("1");
  }

  /** Has one agent use the version for a moment, longer ago than it is kept. */
  private void useLongAgo() throws IOException {
    functions.push(name, "1", "echo one");
    acquire("1");
    deliveries.release(name + ":1");
    deliveries.tidy(List.of());
    now = now.plus(VersionFolder.KEPT).plusSeconds(1);
  }

  @Test
  void whatOneAgentJustAcquiredIsNotRemovedByAnotherInTheFolder() throws IOException {
    useLongAgo();
    Deliveries other = open(clients.services().blobs());

    assertThat(acquire("1")).isEqualTo(new Delivery.Ready());
    other.tidy(List.of());

    assertThat(place()).exists();
  }

  @Test
  void whatAnAgentFindsInTheFolderIsNotRemovedByTheOneThatPutItThere() throws IOException {
    useLongAgo();
    Deliveries other = open(clients.services().blobs());

    assertThat(other.acquire(name, "1", () -> false)).isEqualTo(new Delivery.Ready());
    deliveries.tidy(List.of());

    assertThat(place()).exists();
    assertThat(fetched).hasValue(1);
  }

  @Test
  void whatIsAcquiredWhileAnotherAgentLooksThroughTheFolderIsNotRemoved() throws IOException {
    useLongAgo();
    List<Delivery> acquired = new ArrayList<>();
    Deliveries other =
        open(
            clients.services().blobs(),
            () -> {
              if (acquired.isEmpty()) {
                acquired.add(acquire("1"));
              }
              return now;
            });

    other.tidy(List.of());

    assertThat(acquired).containsExactly(new Delivery.Ready());
    assertThat(place()).exists();
  }

  @Test
  void anActiveVersionIsNotRemovedByAnAgentThatWasStartedAnew() throws IOException {
    useLongAgo();
    deliveries = open(clients.services().blobs());

    deliveries.tidy(List.of(name + ":1"));

    assertThat(place()).exists();
    assertThat(acquire("1")).isEqualTo(new Delivery.Ready());
    assertThat(fetched).hasValue(1);
  }

  @Test
  void aUseRenewsTheMarkOnlyWhenThatIsMinutesOld() throws IOException {
    functions.push(name, "1", "echo one");
    acquire("1");
    Path mark = place().resolve(".htcgrid-version");

    now = START.plus(VersionFolder.FRESH);
    acquire("1");
    assertThat(Files.getLastModifiedTime(mark).toInstant()).isEqualTo(START);

    now = now.plusSeconds(1);
    acquire("1");
    assertThat(Files.getLastModifiedTime(mark).toInstant()).isEqualTo(now);
  }
}
