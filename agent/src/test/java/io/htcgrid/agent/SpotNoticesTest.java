package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(AwsServices.class)
class SpotNoticesTest {
  private static final String ACTION = "/latest/meta-data/spot/instance-action";
  private static final String REBALANCE = "/latest/meta-data/events/recommendations/rebalance";

  private final InstanceMetadata metadata = new InstanceMetadata();
  private final AtomicInteger drains = new AtomicInteger();
  private final SpotNotices notices = new SpotNotices(metadata.endpoint(), drains::incrementAndGet);

  SpotNoticesTest() throws IOException {}

  @AfterEach
  void stop() {
    metadata.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {ACTION, REBALANCE})
  void eitherNoticeDrainsOnce(String path) {
    notices.look();
    assertThat(metadata.questions()).isEqualTo(2);
    assertThat(drains).hasValue(0);

    metadata.give(path, "{\"noticeTime\":\"2026-11-22T10:00:00Z\"}");
    notices.look();
    notices.look();

    assertThat(drains).hasValue(1);
  }

  @Test
  void anExpiredTokenIsReplaced() {
    notices.look();
    metadata.expireTokens();
    metadata.give(ACTION, "{\"action\":\"terminate\"}");

    notices.look();
    notices.look();

    assertThat(drains).hasValue(1);
  }

  @Test
  void nobodyThereIsNoNotice() {
    metadata.close();

    notices.look();

    assertThat(drains).hasValue(0);
  }

  @Test
  void anAgentThatIsToldToListenDrainsAtANotice(AwsEndpoints aws, UniqueName name)
      throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      Agent deaf = grid.agent();
      Agent agent = grid.agent(settings -> settings.spotNotices(metadata.endpoint()));
      Await.until("it asks", () -> metadata.questions() >= 2);

      metadata.give(REBALANCE, "{}");

      assertThat(agent.awaitEnd(Duration.ofSeconds(60))).isTrue();
      assertThat(deaf.health().ready()).isTrue();
    }
  }
}
