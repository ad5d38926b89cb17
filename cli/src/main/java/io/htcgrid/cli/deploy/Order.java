package io.htcgrid.cli.deploy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy.
 *
 * @param grid its name
 * @param ec2 whether agents on EC2 are part of it; null: if they are already
 * @param parameters by their keys, for every template that has them
 * @param own parameters of one part's template alone; win over the others
 */
public record Order(
    String grid,
    @Nullable Boolean ec2,
    Map<String, String> parameters,
    Map<Part, Map<String, String>> own) {

  public Order {
    parameters = Map.copyOf(parameters);
    own =
        own.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(e.getValue())));
  }

  /**
   * Reads {@code STACK.Key=Value} texts.
   *
   * @throws DeployException when one of them is not of that form
   */
  public static Map<Part, Map<String, String>> own(List<String> texts) {
    Map<Part, Map<String, String>> own = new HashMap<>();
    for (String text : texts) {
      int dot = text.indexOf('.');
      int equals = text.indexOf('=');
      if (dot < 1 || equals < dot + 2) {
        throw DeployException.usage(
            "'" + text + "' is no parameter; give STACK.Key=Value, such as data.RetentionDays=30");
      }
      String label = text.substring(0, dot);
      Part part =
          Part.of(label)
              .orElseThrow(
                  () ->
                      DeployException.usage(
                          "there is no stack '"
                              + label
                              + "'; the stacks are "
                              + Arrays.stream(Part.values())
                                  .map(Part::label)
                                  .collect(Collectors.joining(", "))));
      own.computeIfAbsent(part, key -> new HashMap<>())
          .put(text.substring(dot + 1, equals), text.substring(equals + 1));
    }
    return own;
  }

  /** The value that was asked for; null: none was. */
  @Nullable String value(Part part, String key) {
    String one = own.getOrDefault(part, Map.of()).get(key);
    return one == null ? parameters.get(key) : one;
  }
}
