package io.htcgrid.control.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings as texts, each with the place it comes from; the first place that has a setting wins.
 * Not thread-safe.
 */
final class GridDraft {
  private record Setting(String text, String source) {}

  private final Map<ConfigKey, Setting> settings = new EnumMap<>(ConfigKey.class);
  private final ConfigProblems problems = new ConfigProblems();

  /** Takes a setting, unless it has one already. */
  void offer(ConfigKey key, String text, String source) {
    settings.putIfAbsent(key, new Setting(text, source));
  }

  /**
   * Takes settings by their keys in files.
   *
   * @param source of all of them
   */
  void offerAll(Map<String, String> texts, String source) {
    texts.forEach(
        (name, text) -> {
          ConfigKey key = key(name);
          if (key == null) {
            problems.add(name, source, "there is no such setting; there are " + names());
          } else {
            offer(key, text, source);
          }
        });
  }

  void problem(String key, String source, String problem) {
    problems.add(key, source, problem);
  }

  @Nullable String text(ConfigKey key) {
    Setting setting = settings.get(key);
    return setting == null ? null : setting.text();
  }

  void throwIfAnyProblem() {
    problems.throwIfAny();
  }

  /**
   * Checks the grid's name before it is used.
   *
   * @throws ConfigException with all problems so far
   */
  void checkName() {
    ConfigProblems wrong = new ConfigProblems();
    GridConfig.checkName(wrong, required(ConfigKey.GRID));
    attribute(wrong.all());
    problems.throwIfAny();
  }

  /**
   * The configuration.
   *
   * @throws ConfigException with all problems, also those noted before
   */
  GridConfig build() {
    String grid = required(ConfigKey.GRID);
    String bucket = required(ConfigKey.BUCKET);
    URI dynamoDb = uri(ConfigKey.DYNAMODB_ENDPOINT);
    URI sqs = uri(ConfigKey.SQS_ENDPOINT);
    URI s3 = uri(ConfigKey.S3_ENDPOINT);
    int levels = integer(ConfigKey.PRIORITY_LEVELS, GridConfig.DEFAULT_PRIORITY_LEVELS);
    boolean fair = flag(ConfigKey.FAIR_QUEUES, true);
    boolean local = flag(ConfigKey.LOCAL_CREDENTIALS, false);
    GridConfig config;
    try {
      config =
          new GridConfig(
              grid, text(ConfigKey.REGION), dynamoDb, sqs, s3, bucket, levels, fair, local);
    } catch (ConfigException e) {
      attribute(e.problems());
      problems.throwIfAny();
      throw e;
    }
    problems.throwIfAny();
    return config;
  }

  /** Takes problems and says where their settings come from. */
  private void attribute(List<ConfigProblem> found) {
    found.forEach(each -> problems.add(each.key(), source(each), each.problem()));
  }

  private String required(ConfigKey key) {
    String text = text(key);
    if (text == null) {
      problems.add(key.key(), null, "is missing; set it, or " + key.variable());
      // Good enough to find the other problems.
      return "missing";
    }
    return text;
  }

  private @Nullable URI uri(ConfigKey key) {
    String text = text(key);
    try {
      return text == null ? null : new URI(text);
    } catch (URISyntaxException e) {
      wrong(key, "'" + text + "' is no URL: " + e.getReason());
      return null;
    }
  }

  private int integer(ConfigKey key, int otherwise) {
    String text = text(key);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      wrong(key, "'" + text + "' is no number");
      return otherwise;
    }
  }

  private boolean flag(ConfigKey key, boolean otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.equals("true") && !text.equals("false")) {
      wrong(key, "'" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }

  private void wrong(ConfigKey key, String problem) {
    Setting setting = settings.get(key);
    problems.add(key.key(), setting == null ? null : setting.source(), problem);
  }

  private @Nullable String source(ConfigProblem problem) {
    ConfigKey key = key(problem.key());
    Setting setting = key == null ? null : settings.get(key);
    return setting == null ? null : setting.source();
  }

  private static @Nullable ConfigKey key(String name) {
    for (ConfigKey each : ConfigKey.values()) {
      if (each.key().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private static String names() {
    List<String> names = new ArrayList<>();
    for (ConfigKey each : ConfigKey.values()) {
      names.add(each.key());
    }
    return String.join(", ", names);
  }
}
