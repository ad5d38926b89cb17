package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators and functions rely on in the pod of agent and runtime. */
class AgentPodTest {
  private static final int WRITES_SECONDS = 30;

  private final PodTemplateSpec template = template();
  private final PodSpec pod = template.getSpec();
  private final Container agent = container("agent");
  private final Container runtime = container("runtime");

  private static PodTemplateSpec template() {
    Manifests manifests = new Manifests();
    return manifests
        .as(
            Deployment.class,
            manifests
                .documents(Folders.text(Folders.KUBERNETES.resolve("base/deployment.yaml")))
                .get(0))
        .getSpec()
        .getTemplate();
  }

  private Container container(String name) {
    return pod.getContainers().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> variables(Container container) {
    return container.getEnv().stream()
        .filter(each -> each.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }

  @Test
  void noContainerHasAUserAPrivilegeOrAWritableRoot() {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getContainers())
        .hasSize(2)
        .allSatisfy(
            container -> {
              SecurityContext security = container.getSecurityContext();
              assertThat(security.getRunAsUser()).isGreaterThanOrEqualTo(10_000);
              assertThat(security.getPrivileged()).isFalse();
              assertThat(security.getAllowPrivilegeEscalation()).isFalse();
              assertThat(security.getReadOnlyRootFilesystem()).isTrue();
              assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(security.getCapabilities().getAdd()).isEmpty();
            });
  }

  @Test
  void theFunctionsContainerHasNeitherTheAgentsUserNorItsProcessesNorAnyCredentials() {
    assertThat(runtime.getSecurityContext().getRunAsUser())
        .isNotEqualTo(agent.getSecurityContext().getRunAsUser());
    assertThat(pod.getShareProcessNamespace()).isFalse();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(template.getMetadata().getAnnotations())
        .containsEntry("eks.amazonaws.com/skip-containers", runtime.getName());
    assertThat(variables(runtime)).doesNotContainKey("AWS_EC2_METADATA_DISABLED");
    assertThat(runtime.getEnvFrom()).isEmpty();
  }

  @Test
  void theContainersShareAFolderOfVersionsThatOnlyTheAgentWrites() {
    assertThat(mount(agent, "versions").getReadOnly()).isNull();
    assertThat(mount(agent, "versions").getMountPath()).isEqualTo("/versions");
    assertThat(mount(runtime, "versions").getReadOnly()).isTrue();
    assertThat(mount(runtime, "versions").getMountPath()).isEqualTo("/versions");
    assertThat(variables(agent)).containsEntry("HTCGRID_AGENT_VERSIONS", "/versions");
    assertThat(runtime.getArgs()).containsExactly("--versions", "/versions");
    List<String> shared =
        agent.getVolumeMounts().stream()
            .map(VolumeMount::getName)
            .filter(
                name -> runtime.getVolumeMounts().stream().anyMatch(m -> m.getName().equals(name)))
            .toList();
    assertThat(shared).containsExactly("versions");
  }

  private static VolumeMount mount(Container container, String name) {
    return container.getVolumeMounts().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theRuntimeIsToldToStopOnlyWhenTheAgentHasDrained() {
    assertThat(runtime.getLifecycle().getPreStop().getExec().getCommand())
        .containsExactly(
            "/htcgrid/bin/await-agent", agent.getPorts().get(0).getContainerPort().toString());
    assertThat(agent.getLifecycle()).isNull();
  }

  @Test
  void thePodHasTheTimeThatItsAgentNeedsToDrainAndItsRuntimeToStop() {
    long agentGrace = Long.parseLong(variables(agent).get("HTCGRID_AGENT_GRACE"));
    long runtimeGrace = Long.parseLong(variables(runtime).get("HTCGRID_RUNTIME_GRACE"));

    assertThat(pod.getTerminationGracePeriodSeconds())
        .isGreaterThanOrEqualTo(agentGrace + WRITES_SECONDS);
    assertThat(runtimeGrace).isLessThan(WRITES_SECONDS);
  }

  @Test
  void agentAndRuntimeHaveAsManySlotsAsEachOther() {
    assertThat(variables(agent).get("HTCGRID_AGENT_SLOTS"))
        .isEqualTo(variables(runtime).get("HTCGRID_RUNTIME_SLOTS"));
  }

  @Test
  void everyContainerIsProbedAndBoundedInMemory() {
    assertThat(pod.getContainers())
        .allSatisfy(
            container -> {
              assertThat(container.getStartupProbe()).isNotNull();
              assertThat(container.getLivenessProbe()).isNotNull();
              assertThat(container.getResources().getLimits()).containsKey("memory");
              assertThat(container.getResources().getRequests().get("memory"))
                  .isEqualTo(container.getResources().getLimits().get("memory"));
            });
    assertThat(agent.getReadinessProbe()).isNotNull();
  }

  @Test
  void podsAreSpreadOverZonesAndNodes() {
    assertThat(pod.getTopologySpreadConstraints())
        .extracting(constraint -> constraint.getTopologyKey())
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
  }
}
