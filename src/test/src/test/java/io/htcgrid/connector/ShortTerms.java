package io.htcgrid.connector;

import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import java.time.Duration;

/** Connections that wait less than users' do. */
public final class ShortTerms {
  private ShortTerms() {}

  /**
   * Reads again every 50 to 200 ms.
   *
   * @param submitLease how long its submissions hold without being renewed
   */
  public static HtcGrid connect(GridServices services, Duration submitLease) {
    return HtcGrid.builder()
        .services(services)
        .rereads(Duration.ofMillis(50), Duration.ofMillis(200))
        .submitLease(new LeaseTerms(submitLease, Duration.ZERO))
        .longPoll(Duration.ofSeconds(1))
        .connect();
  }
}
