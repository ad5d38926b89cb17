package io.htcgrid.control.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.json.OverridesJson;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read strictly: a missing field or one of the wrong type is a {@link
 * MalformedException} that names it. Fields that nobody asks for are ignored.
 */
final class JsonFields {
  private final String path;
  private final JsonNode object;

  private JsonFields(String path, JsonNode object) {
    this.path = path;
    this.object = object;
  }

  static JsonFields of(String path, @Nullable JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new MalformedException(path + " is no JSON object");
    }
    return new JsonFields(path, node);
  }

  int integer(String name) {
    return integer(name, required(name));
  }

  int integer(String name, int otherwise) {
    JsonNode node = object.get(name);
    return node == null ? otherwise : integer(name, node);
  }

  private int integer(String name, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw wrong(name, "an integer");
    }
    return node.intValue();
  }

  String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw missing(name);
    }
    return text;
  }

  @Nullable String optionalText(String name) {
    JsonNode node = object.get(name);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      throw wrong(name, "a string");
    }
    return node.textValue();
  }

  /** The constant of that name, or null when this release does not know it. */
  <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    String text = text(name);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(text)) {
        return each;
      }
    }
    return null;
  }

  /** An array's objects. */
  List<JsonFields> objects(String name) {
    List<JsonFields> all = new ArrayList<>();
    for (JsonNode each : array(name, required(name))) {
      all.add(of(path + "." + name + "[" + all.size() + "]", each));
    }
    return all;
  }

  /** A task's overrides; none when the field is missing. */
  TaskOverrides overrides(String name) {
    JsonNode node = object.get(name);
    return node == null ? TaskOverrides.NONE : OverridesJson.read(path + "." + name, node);
  }

  /** The session and index of a task. */
  TaskId task() {
    return new TaskId(SessionId.parse(text("session")), integer("index"));
  }

  BlobReference reference(String name) {
    return BlobReference.parse(text(name));
  }

  /**
   * A copy of referenced bytes, or null when there is none. A copy that does not match its
   * reference is left out too: the bytes themselves will be read, where damage is an error that
   * names the task.
   */
  byte @Nullable [] copyOf(BlobReference reference, String name) {
    String text = optionalText(name);
    if (text == null) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name, "base64");
    }
    boolean matches =
        BlobReference.of(reference.key(), reference.offset(), bytes).equals(reference);
    return matches ? bytes : null;
  }

  private JsonNode array(String name, JsonNode node) {
    if (!node.isArray()) {
      throw wrong(name, "an array");
    }
    return node;
  }

  private JsonNode required(String name) {
    JsonNode node = object.get(name);
    if (node == null) {
      throw missing(name);
    }
    return node;
  }

  private MalformedException missing(String name) {
    return new MalformedException(path + "." + name + " is missing");
  }

  private MalformedException wrong(String name, String wanted) {
    return new MalformedException(path + "." + name + " is not " + wanted);
  }
}
