package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the overlays come out as, by kubectl's own Kustomize. */
@EnabledIf(value = "kubectlIsHere", disabledReason = "kubectl is not here, so no overlay is built")
class OverlaysTest {
  private static final Path OVERLAYS = Folders.KUBERNETES.resolve("overlays");

  private final Manifests manifests = new Manifests();

  static boolean kubectlIsHere() {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  static Stream<String> overlays() {
    return Folders.in(OVERLAYS).stream().map(folder -> folder.getFileName().toString());
  }

  private List<JsonNode> built(String overlay) throws Exception {
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", OVERLAYS.resolve(overlay).toString()).start();
    String built = text(kubectl.getInputStream().readAllBytes());
    String errors = text(kubectl.getErrorStream().readAllBytes());
    assertThat(kubectl.waitFor()).as(errors).isZero();
    return manifests.documents(built);
  }

  private static String text(byte[] bytes) throws IOException {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyOverlayComesOutAsManifestsThatKubernetesAndKedaKnow(String overlay) throws Exception {
    assertThat(built(overlay))
        .hasSize(8)
        .allSatisfy(each -> assertThatCode(() -> manifests.check(each)).doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theGridIsNamedOnceAndScalesByItsOwnQueues(String overlay) throws Exception {
    JsonNode scaled = manifests.only("ScaledObject", built(overlay));

    assertThat(scaled.at("/spec/triggers"))
        .extracting(
            trigger -> trigger.at("/metadata/queueURL").asText(),
            trigger -> trigger.at("/metadata/awsRegion").asText())
        .containsExactly(tuple("demo-tasks-p0"), tuple("demo-tasks-p1"), tuple("demo-tasks-p2"));
  }

  private static org.assertj.core.groups.Tuple tuple(String queue) {
    return org.assertj.core.groups.Tuple.tuple(queue, "eu-west-1");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void budgetAndPolicyAreThoseOfTheAgentsPods(String overlay) throws Exception {
    List<JsonNode> built = built(overlay);
    Map<String, String> labels =
        manifests.only(Deployment.class, built).getSpec().getTemplate().getMetadata().getLabels();

    assertThat(labels)
        .containsAllEntriesOf(
            manifests
                .only(PodDisruptionBudget.class, built)
                .getSpec()
                .getSelector()
                .getMatchLabels())
        .containsAllEntriesOf(
            manifests.only(NetworkPolicy.class, built).getSpec().getPodSelector().getMatchLabels());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void noPodReachesTheInstancesMetadata(String overlay) throws Exception {
    NetworkPolicy policy = manifests.only(NetworkPolicy.class, built(overlay));

    assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress()).isEmpty();
    assertThat(policy.getSpec().getEgress())
        .flatExtracting(rule -> rule.getTo())
        .filteredOn(peer -> peer.getIpBlock() != null)
        .allSatisfy(
            peer -> {
              String cidr = peer.getIpBlock().getCidr();
              assertThat(cidr).doesNotStartWith("169.254.169");
              if (cidr.equals("0.0.0.0/0")) {
                assertThat(peer.getIpBlock().getExcept()).contains("169.254.0.0/16");
              }
              if (cidr.equals("::/0")) {
                assertThat(peer.getIpBlock().getExcept()).contains("fd00:ec2::/32");
              }
            });
  }

  @Test
  void theRoleOfAServiceAccountIsAnAnnotationWithIrsaAndNoneWithPodIdentity() throws Exception {
    assertThat(manifests.only(ServiceAccount.class, built("irsa")).getMetadata().getAnnotations())
        .containsKey("eks.amazonaws.com/role-arn");
    assertThat(
            manifests
                .only(ServiceAccount.class, built("pod-identity"))
                .getMetadata()
                .getAnnotations())
        .isEmpty();
  }

  @Test
  void podIdentityAddsTheWayToItsAgentAndNoOther() throws Exception {
    assertThat(
            manifests.only(NetworkPolicy.class, built("pod-identity")).getSpec().getEgress().get(2))
        .satisfies(
            rule -> {
              assertThat(rule.getTo())
                  .extracting(peer -> peer.getIpBlock().getCidr())
                  .containsExactly("169.254.170.23/32", "fd00:ec2::23/128");
              assertThat(rule.getPorts()).hasSize(1);
            });
    assertThat(manifests.only(NetworkPolicy.class, built("irsa")).getSpec().getEgress()).hasSize(2);
  }
}
