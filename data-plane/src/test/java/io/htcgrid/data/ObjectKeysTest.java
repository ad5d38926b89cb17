package io.htcgrid.data;

import static io.htcgrid.data.Samples.OTHER_SESSION;
import static io.htcgrid.data.Samples.SESSION;
import static io.htcgrid.data.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ObjectKeysTest {

  @Test
  void theSameBytesInTheSameSessionHaveTheSameKey() {
    assertThat(ObjectKeys.payloads(SESSION, bytes("one")))
        .isEqualTo(ObjectKeys.payloads(SESSION, bytes("one")))
        .isNotEqualTo(ObjectKeys.payloads(SESSION, bytes("two")))
        .isNotEqualTo(ObjectKeys.payloads(OTHER_SESSION, bytes("one")))
        .matches("in/[0-9a-f]{2}/" + SESSION + "/[0-9a-f]{32}");
  }

  @Test
  void everyResultBundleHasAKeyOfItsOwn() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(ObjectKeys.results(SESSION));
    }
    assertThat(keys).hasSize(1_000);
    assertThat(keys).allMatch(key -> key.matches("out/[0-9a-f]{2}/" + SESSION + "/[0-9a-f]{32}"));
  }

  @Test
  void oneLargeSessionSpreadsOverAllPlaces() {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      places.merge(ObjectKeys.results(SESSION).substring(0, 6), 1, Integer::sum);
      places.merge(ObjectKeys.payloads(SESSION, bytes("" + i)).substring(0, 5), 1, Integer::sum);
    }
    assertThat(places).hasSize(512);
    assertThat(places.values()).allMatch(objects -> objects < 120);
  }

  @Test
  void manySessionsWithTheSamePayloadSpreadToo() {
    Set<String> places = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      SessionId session = SessionId.ofToken("grid", "" + i);
      places.add(ObjectKeys.payloads(session, bytes("same")).substring(0, 5));
    }
    assertThat(places).hasSize(256);
  }
}
