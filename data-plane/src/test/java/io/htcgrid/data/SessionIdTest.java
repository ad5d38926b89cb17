package io.htcgrid.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionIdTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  @Test
  void aRandomIdIsItsOwnText() {
    SessionId id = SessionId.random(NOON);
    assertThat(SessionId.parse(id.toString())).isEqualTo(id);
    assertThat(id.value()).hasSize(26);
  }

  @Test
  void randomIdsOfOneMillisecondDiffer() {
    Set<SessionId> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(SessionId.random(NOON));
    }
    assertThat(ids).hasSize(10_000);
  }

  @Test
  void aLaterMillisecondGivesAGreaterId() {
    SessionId earlier = SessionId.random(NOON);
    SessionId later = SessionId.random(InstantSource.fixed(NOON.instant().plusMillis(1)));
    assertThat(later).isGreaterThan(earlier);
  }

  @Test
  void aTokenNamesTheSameSessionEveryTime() {
    // Written down: a released connector must find the sessions of an older one.
    assertThat(SessionId.ofToken("risk", "nightly-2026-11-22"))
        .isEqualTo(SessionId.ofToken("risk", "nightly-2026-11-22"))
        .hasToString("30RK1960VHNCWZ9KGFEWSD7GJ6");
  }

  @Test
  void tokensAndGridsAreToldApart() {
    assertThat(
            Set.of(
                SessionId.ofToken("a", "bc"),
                SessionId.ofToken("ab", "c"),
                SessionId.ofToken("abc", ""),
                SessionId.ofToken("", "abc")))
        .hasSize(4);
  }

  @Test
  void tokenIdsAreValidWhateverTheToken() {
    for (int i = 0; i < 10_000; i++) {
      SessionId id = SessionId.ofToken("grid", "token " + i);
      assertThat(SessionId.parse(id.value())).isEqualTo(id);
    }
  }

  @Test
  void base32HoldsTheBitsInOrder() {
    byte[] ones = new byte[16];
    Arrays.fill(ones, (byte) 0xff);
    assertThat(Base32.of128Bits(ones)).isEqualTo("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    byte[] first = new byte[16];
    first[0] = (byte) 0x80;
    assertThat(Base32.of128Bits(first)).isEqualTo("40000000000000000000000000");
    byte[] last = new byte[16];
    last[15] = 1;
    assertThat(Base32.of128Bits(last)).isEqualTo("00000000000000000000000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01JD3V5R4F8Y0XWZ9N6K2T7M1",
        "01JD3V5R4F8Y0XWZ9N6K2T7M1QQ",
        "01jd3v5r4f8y0xwz9n6k2t7m1q",
        "01JD3V5R4F8Y0XWZ9N6K2T7M1U",
        "81JD3V5R4F8Y0XWZ9N6K2T7M1Q",
        "01JD3V5R4F8Y0XWZ9N6K2T7M1/"
      })
  void whatIsNoSessionIdIsRefusedByName(String text) {
    assertThatThrownBy(() -> SessionId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a session id");
  }
}
