package io.htcgrid.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Aws;

/** What an instance does when it starts: {@code instance.sh}, with the grid's names in it. */
final class InstanceScript {
  private InstanceScript() {}

  static String of(Names names, Inputs inputs) {
    String registry = Aws.ACCOUNT_ID + ".dkr.ecr." + Aws.REGION + "." + Aws.URL_SUFFIX;
    String tag = ":" + inputs.text(Input.IMAGE_TAG);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("GRID", names.grid());
    values.put("REGION", Aws.REGION);
    values.put("REGISTRY", registry);
    values.put("AGENT_IMAGE", registry + "/" + inputs.text(Input.AGENT_REPOSITORY) + tag);
    values.put("RUNTIME_IMAGE", registry + "/" + inputs.text(Input.RUNTIME_REPOSITORY) + tag);
    values.put("GROUP", names.agents());
    values.put("HOOK", Ec2Stack.DRAIN_HOOK);
    values.put("LOG_GROUP", names.agentLogs());
    values.put("DRAIN_SECONDS", inputs.text(Input.DRAIN_SECONDS));
    values.put("FUNCTION_NETWORK", inputs.text(Input.FUNCTION_NETWORK));
    String script = read();
    for (Map.Entry<String, String> each : values.entrySet()) {
      script = script.replace("@" + each.getKey() + "@", each.getValue());
    }
    return script;
  }

  private static String read() {
    try (InputStream file = InstanceScript.class.getResourceAsStream("instance.sh")) {
      if (file == null) {
        throw new IllegalStateException(
            "instance.sh is missing from htcgrid's jar; build it again");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("instance.sh in htcgrid's jar cannot be read", e);
    }
  }
}
