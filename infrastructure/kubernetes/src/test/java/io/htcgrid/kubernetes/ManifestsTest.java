package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
  private static final Path BASE = Folders.KUBERNETES.resolve("base");

  private final Manifests manifests = new Manifests();

  static Stream<Path> files() {
    return Folders.in(BASE).stream()
        .filter(file -> !file.getFileName().toString().equals("kustomization.yaml"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyManifestHoldsNothingThatKubernetesOrKedaDoesNotKnow(Path file) {
    List<JsonNode> documents = manifests.documents(Folders.text(file));

    assertThat(documents)
        .hasSize(1)
        .allSatisfy(each -> assertThatCode(() -> manifests.check(each)).doesNotThrowAnyException());
  }

  @Test
  void theBaseNamesEachOfItsFiles() {
    JsonNode kustomization =
        manifests.documents(Folders.text(BASE.resolve("kustomization.yaml"))).get(0);

    assertThat(kustomization.path("resources"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(
            files().map(file -> file.getFileName().toString()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "deployment.yaml, /spec/template/spec",
    "deployment.yaml, /spec/template/spec/containers/1/securityContext",
    "deployment.yaml, /spec/template/spec/containers/1/lifecycle/preStop",
    "networkpolicy.yaml, /spec/egress/0",
    "poddisruptionbudget.yaml, /spec",
    "serviceaccount.yaml, ''",
    "scaledobject.yaml, /spec",
    "scaledobject.yaml, /spec/advanced/scalingModifiers",
    "scaledobject.yaml, /spec/triggers/2/metadata",
    "triggerauthentication.yaml, /spec/podIdentity",
  })
  void aFieldThatIsMisspeltAnywhereFails(String file, String place) {
    JsonNode manifest = manifests.documents(Folders.text(BASE.resolve(file))).get(0);
    ((ObjectNode) manifest.at(place)).put("misspelt", "true");

    assertThatThrownBy(() -> manifests.check(manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("misspelt");
  }

  @Test
  void aValueOfTheWrongTypeFails() {
    JsonNode manifest = manifests.documents(Folders.text(BASE.resolve("deployment.yaml"))).get(0);
    ((ObjectNode) manifest.at("/spec/template/spec")).put("terminationGracePeriodSeconds", "long");

    assertThatThrownBy(() -> manifests.check(manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("terminationGracePeriodSeconds");
  }

  @Test
  void aKindWithoutAModelFails() {
    JsonNode manifest = manifests.documents("{apiVersion: v1, kind: Pot}").get(0);

    assertThatThrownBy(() -> manifests.check(manifest)).hasMessageContaining("v1/Pot");
  }
}
