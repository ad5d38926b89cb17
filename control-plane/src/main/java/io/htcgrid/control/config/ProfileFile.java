package io.htcgrid.control.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profile file {@code config.toml}: a section per grid, and which grid is meant when none is
 * named.
 *
 * <pre>
 * defaultGrid = "prices"
 *
 * [grids.prices]
 * region = "eu-central-1"
 * bucket = "prices-123456789012"
 * </pre>
 */
final class ProfileFile {
  private static final String DEFAULT_GRID = "defaultGrid";
  private static final String GRIDS = "grids";

  private final Path path;
  private final ObjectNode root;

  private ProfileFile(Path path, ObjectNode root) {
    this.path = path;
    this.root = root;
  }

  /**
   * Reads the file in a home folder; one that is missing is empty.
   *
   * @throws ConfigException when it cannot be read or is no TOML
   */
  static ProfileFile read(Path home) {
    Path path = home.resolve("config.toml");
    try {
      return new ProfileFile(path, ConfigTree.toml(Files.readString(path), path.toString()));
    } catch (NoSuchFileException e) {
      return new ProfileFile(path, ConfigTree.emptyObject());
    } catch (IOException e) {
      throw Unreadable.file(path, e);
    }
  }

  Path path() {
    return path;
  }

  @Nullable String defaultGrid() {
    return root.path(DEFAULT_GRID).textValue();
  }

  boolean hasSection(String grid) {
    return root.path(GRIDS).has(grid);
  }

  /** Gives a grid's section to a draft, with what is wrong in the file outside other sections. */
  void offer(String grid, GridDraft draft) {
    for (Map.Entry<String, JsonNode> each : root.properties()) {
      check(each.getKey(), each.getValue(), draft);
    }
    JsonNode section = root.path(GRIDS).path(grid);
    if (section.isObject()) {
      String source = path + " [" + GRIDS + "." + grid + "]";
      draft.offerAll(ConfigTree.texts(section, source, draft), source);
    }
  }

  private void check(String key, JsonNode value, GridDraft draft) {
    switch (key) {
      case DEFAULT_GRID -> {
        if (!value.isTextual()) {
          draft.problem(key, path.toString(), "must be a grid's name in quotes");
        }
      }
      case GRIDS -> {
        for (Map.Entry<String, JsonNode> each : value.properties()) {
          if (!each.getValue().isObject()) {
            draft.problem(
                GRIDS + "." + each.getKey(),
                path.toString(),
                "must be a section of its own, [grids.NAME]");
          }
        }
      }
      default ->
          draft.problem(
              key, path.toString(), "there is no such setting here; put it below [grids.NAME]");
    }
  }
}
