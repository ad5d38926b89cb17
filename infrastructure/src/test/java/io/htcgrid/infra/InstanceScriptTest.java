package io.htcgrid.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance's agent and its place in the group, with commands that only note what is asked. */
class InstanceScriptTest {
  private static final Path BASH = Path.of("/bin/bash");
  private static final long PATIENCE_SECONDS = 60;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  private final String script =
      TemplateFile.read("compute-ec2")
          .properties("LaunchTemplate")
          .at("/LaunchTemplateData/UserData/Fn::Base64/Fn::Sub")
          .asText()
          .replace("${GridName}", "risk")
          .replace("${AWS::Region}", "eu-central-1");

  @BeforeEach
  void needsBash() {
    assumeTrue(Files.isExecutable(BASH), "/bin/bash is not here, so the script is not run");
  }

  /** A command that notes how it was called, and does what the shell is told. */
  private void command(String name, String what) throws IOException {
    Path command = folder.resolve(name);
    Files.writeString(
        command,
        "#!/bin/bash\ncd '%s'\n[ %s = curl ] || echo \"%s $*\" >>calls\n%s\n"
            .formatted(folder, name, name, what));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int bash(String text, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder bash =
        new ProcessBuilder(BASH.toString(), "-c", text, "bash", "i-1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    bash.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    bash.environment().putAll(variables);
    Process process = bash.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String atHome(String text) {
    return text.replace("/run/htcgrid-drained", folder.resolve("drained").toString());
  }

  /**
   * Runs the watch for three looks.
   *
   * @param target the lifecycle state that the instance is to have
   * @param held tasks of the agent; empty: it does not answer
   */
  private List<String> watched(String target, String held)
      throws IOException, InterruptedException {
    command("sleep", "[ \"$(grep -c sleep calls)\" -le 3 ]");
    command("systemctl", "");
    command("aws", "");
    command(
        "curl",
        """
        case "$*" in
          *autoscaling/target-lifecycle-state) echo %s ;;
          *8080/metrics) [ -n "%s" ] && echo "htcgrid_agent_held %s" ;;
        esac
        """
            .formatted(target, held, held));
    String begin = "cat >/usr/local/bin/htcgrid-watch <<'END'\n";
    int at = script.indexOf(begin) + begin.length();
    bash(atHome(script.substring(at, script.indexOf("\nEND\n", at))), Map.of());
    return Files.readAllLines(folder.resolve("calls")).stream()
        .filter(call -> !call.startsWith("sleep"))
        .toList();
  }

  @Test
  void anInstanceWhoseAgentDrainedByRequestIsReplacedOnce() throws Exception {
    Files.createFile(folder.resolve("drained"));

    assertThat(watched("InService", ""))
        .containsExactly(
            "aws autoscaling terminate-instance-in-auto-scaling-group --instance-id i-1"
                + " --no-should-decrement-desired-capacity");
  }

  @Test
  void anInstanceThatIsToEndDrainsFirst() throws Exception {
    assertThat(watched("Terminated", "2"))
        .containsExactly(
            "systemctl stop htcgrid-agent",
            "aws autoscaling complete-lifecycle-action --auto-scaling-group-name"
                + " htcgrid-risk-agents --lifecycle-hook-name drain --instance-id i-1"
                + " --lifecycle-action-result CONTINUE");
  }

  @Test
  void anInstanceWithWorkIsProtectedFromScaleIn() throws Exception {
    assertThat(watched("InService", "2"))
        .containsExactly(
            "aws autoscaling set-instance-protection --auto-scaling-group-name htcgrid-risk-agents"
                + " --instance-ids i-1 --protected-from-scale-in");
  }

  @Test
  void onlyAnAgentThatEndedByItselfAndWellHasDrained() throws Exception {
    String line =
        script
            .lines()
            .filter(each -> each.startsWith("ExecStopPost="))
            .map(each -> atHome(each.substring("ExecStopPost=".length()).replace("\\$", "$")))
            .findFirst()
            .orElseThrow();
    for (Map<String, String> end :
        List.of(
            Map.<String, String>of(),
            Map.of("EXIT_CODE", "exited", "EXIT_STATUS", "143"),
            Map.of("EXIT_CODE", "exited", "EXIT_STATUS", "1"),
            Map.of("EXIT_CODE", "killed", "EXIT_STATUS", "KILL"))) {
      assertThat(bash(line, end)).isZero();
      assertThat(folder.resolve("drained")).doesNotExist();
    }

    assertThat(bash(line, Map.of("EXIT_CODE", "exited", "EXIT_STATUS", "0"))).isZero();

    assertThat(folder.resolve("drained")).exists();
  }
}
