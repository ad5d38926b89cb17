package io.htcgrid.control.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads configuration texts in TOML and JSON and writes JSON. */
final class ConfigTree {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigTree() {}

  /**
   * An object's fields.
   *
   * @throws ConfigException when the text is no such object
   */
  static ObjectNode json(String text, String source) {
    return object(JSON, text, "JSON", source);
  }

  /** As {@link #json}. */
  static ObjectNode toml(String text, String source) {
    // Made here, as few programs read such a file and its classes take time to load.
    return object(TomlMapper.builder().build(), text, "TOML", source);
  }

  private static ObjectNode object(
      ObjectMapper mapper, String text, String language, String source) {
    try {
      if (mapper.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw problem(source, "it is no " + language + " object", null);
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw problem(source, "it is no " + language + where + ": " + e.getOriginalMessage(), e);
    }
  }

  private static ConfigException problem(String source, String problem, @Nullable Throwable cause) {
    return new ConfigException(List.of(new ConfigProblem("configuration", source, problem)), cause);
  }

  /** The texts of an object's simple values; what is not simple is a problem of the draft. */
  static Map<String, String> texts(JsonNode object, String source, GridDraft draft) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (each.getValue().isNull()) {
        continue;
      }
      if (each.getValue().isValueNode()) {
        texts.put(each.getKey(), each.getValue().asText());
      } else {
        draft.problem(each.getKey(), source, "must be a text, a number, true or false");
      }
    }
    return texts;
  }

  static ObjectNode emptyObject() {
    return JSON.createObjectNode();
  }
}
