package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class ServiceClockTest {
  private static final Instant LOCAL = Instant.parse("2026-01-01T12:00:00.250Z");
  private static final Duration ROUND_TRIP = Duration.ofMillis(20);

  private final ServiceClock clock = new ServiceClock(InstantSource.fixed(LOCAL));

  /** A reply of a service whose clock is ahead, stamped half-way, without the fraction. */
  private void reply(Instant sent, Duration roundTrip, Duration ahead) {
    Instant stamped = sent.plus(roundTrip.dividedBy(2)).plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    clock.observe(OffsetBounds.of(sent, sent.plus(roundTrip), stamped));
  }

  private void reply(Duration ahead) {
    reply(LOCAL, ROUND_TRIP, ahead);
  }

  private void assertWithin(Duration ahead, Duration error) {
    assertThat(clock.correction().minus(ahead).abs()).isLessThanOrEqualTo(error);
    assertThat(clock.instant()).isEqualTo(LOCAL.plus(clock.correction()));
  }

  @Test
  void aClockThatIsRightStaysAsItIs() {
    assertThat(clock.instant()).isEqualTo(LOCAL);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      reply(LOCAL.plusMillis(i * 137L), Duration.ofMillis(random.nextInt(900)), Duration.ZERO);
    }
    assertThat(clock.correction()).isZero();
  }

  @Test
  void aDifferenceOfLessThanTwoSecondsIsLeftAlone() {
    for (int i = 0; i < 20; i++) {
      reply(LOCAL.plusMillis(i * 137L), ROUND_TRIP, Duration.ofMillis(1900));
    }
    assertThat(clock.correction()).isZero();
  }

  @Test
  void theFirstReplyStepsAClockThatIsFarOff() {
    reply(Duration.ofMinutes(-7));
    assertWithin(Duration.ofMinutes(-7), Duration.ofMillis(520));
  }

  @Test
  void laterOneReplyAloneStepsNothing() {
    reply(Duration.ZERO);
    reply(Duration.ofHours(1));
    reply(Duration.ofHours(1));
    assertThat(clock.correction()).isZero();
    reply(Duration.ZERO);
    reply(Duration.ofHours(1));
    reply(Duration.ofHours(2));
    reply(Duration.ofHours(3));
    assertThat(clock.correction()).isZero();
  }

  @Test
  void threeRepliesThatAgreeStepIt() {
    reply(Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      reply(LOCAL.plusMillis(i * 333L), ROUND_TRIP, Duration.ofSeconds(30));
    }
    assertWithin(Duration.ofSeconds(30), Duration.ofMillis(520));
  }

  @Test
  void itReturnsToTheLocalClockWhenThatIsRightAgain() {
    reply(Duration.ofSeconds(100));
    for (int i = 0; i < 3; i++) {
      reply(Duration.ZERO);
    }
    assertWithin(Duration.ZERO, Duration.ofMillis(520));
  }

  @Test
  void slowRepliesSayTooLittle() {
    clock.observe(OffsetBounds.of(LOCAL, LOCAL.plusSeconds(20), LOCAL.plusSeconds(40)));
    assertThat(clock.correction()).isZero();
  }

  @Test
  void theErrorIsBounded() {
    Random random = new Random(2);
    for (int trial = 0; trial < 200; trial++) {
      Duration ahead = Duration.ofMillis(random.nextInt(200_000) - 100_000);
      for (int i = 0; i < 10; i++) {
        reply(LOCAL.plusMillis(random.nextInt(1000)), ROUND_TRIP, ahead);
      }
      assertWithin(ahead, Duration.ofMillis(3050));
    }
  }

  @Test
  void theServicesCorrectIt(AwsEndpoints aws, UniqueName name) {
    InstantSource slow = () -> InstantSource.system().instant().minus(Duration.ofHours(1));
    try (GridClients clients =
        GridClients.builder(TestGrid.config(aws, name.value())).localClock(slow).open()) {
      clients.dynamoDb().listTables();
      Duration error =
          Duration.between(InstantSource.system().instant(), clients.clock().instant()).abs();
      assertThat(error).isLessThan(Duration.ofSeconds(10));
      clients.sqs().listQueues();
      clients.s3().listBuckets();
      assertThat(clients.clock().correction()).isGreaterThan(Duration.ofMinutes(59));
    }
  }

  @Test
  void soDoesAClientThatWasGiven(AwsEndpoints aws, UniqueName name) {
    InstantSource fast = () -> InstantSource.system().instant().plus(Duration.ofHours(1));
    try (TestGrid owner = TestGrid.create(aws, name.value());
        GridClients clients =
            GridClients.builder(owner.clients().config())
                .dynamoDb(owner.clients().dynamoDb())
                .localClock(fast)
                .open()) {
      clients.services().table().readSettings();
      assertThat(clients.clock().correction()).isLessThan(Duration.ofMinutes(-59));
    }
  }
}
