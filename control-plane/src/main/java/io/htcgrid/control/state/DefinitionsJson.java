package io.htcgrid.control.state;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.json.OverridesJson;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page's definitions as JSON: the keys of its bundles once, then a row a task.
 *
 * <pre>
 * {"v":1,"bundles":["in/5e/…"],"tasks":[[0,1024,17,"89abcdef"],[0,1041,9,"01234567",{"timeout":"PT5S"}]]}
 * </pre>
 *
 * <p>A row is the bundle's position, the payload's offset and length there, its CRC32C, and the
 * task's overrides if it has any. Equal definitions have equal text, which their digest relies on.
 */
final class DefinitionsJson {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DefinitionsJson() {}

  /**
   * @throws IllegalArgumentException when a task's overrides are larger than they may be
   */
  static byte[] write(PageDefinition page) {
    Map<String, Integer> bundles = new LinkedHashMap<>();
    page.tasks().forEach(each -> bundles.putIfAbsent(each.payload().key(), bundles.size()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      out.writeStartObject();
      out.writeNumberField("v", VERSION);
      out.writeArrayFieldStart("bundles");
      for (String key : bundles.keySet()) {
        out.writeString(key);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("tasks");
      for (int i = 0; i < page.tasks().size(); i++) {
        writeTask(out, page, i, bundles);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static PageDefinition read(PageId page, byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      int version = root.path("v").intValue();
      if (version != VERSION) {
        throw new IllegalStateException(
            "definitions of page " + page + " are of version " + version + "; update this program");
      }
      List<TaskDefinition> tasks = new ArrayList<>();
      root.path("tasks").forEach(row -> tasks.add(readTask(row, root.path("bundles"))));
      return new PageDefinition(page, tasks);
    } catch (IOException e) {
      throw new IllegalStateException("definitions of page " + page + " are not JSON", e);
    }
  }

  private static void writeTask(
      JsonGenerator out, PageDefinition page, int position, Map<String, Integer> bundles)
      throws IOException {
    TaskDefinition task = page.tasks().get(position);
    BlobReference payload = task.payload();
    out.writeStartArray();
    out.writeNumber(bundles.getOrDefault(payload.key(), -1));
    out.writeNumber(payload.offset());
    out.writeNumber(payload.length());
    out.writeString(HexFormat.of().toHexDigits(payload.crc32c()));
    if (!task.overrides().isNone()) {
      out.writeRawValue(overrides(page.page(), position, task.overrides()));
    }
    out.writeEndArray();
  }

  private static String overrides(PageId page, int position, TaskOverrides overrides)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      OverridesJson.write(out, overrides);
    }
    int bytes = utf8Bytes(page, position, text.toString());
    if (bytes > TaskOverrides.MAX_BYTES) {
      throw new IllegalArgumentException(
          "task "
              + page.session()
              + "/"
              + (page.firstIndex() + position)
              + ": its overrides take "
              + bytes
              + " bytes as JSON; they may take "
              + TaskOverrides.MAX_BYTES
              + ", so put large data into its payload");
    }
    return text.toString();
  }

  /** Strictly: what is stored with half a character could not be read again. */
  private static int utf8Bytes(PageId page, int position, String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "task "
              + page.session()
              + "/"
              + (page.firstIndex() + position)
              + ": its overrides hold half a character (a surrogate alone), which has no UTF-8; put"
              + " such text into its payload",
          e);
    }
  }

  private static TaskDefinition readTask(JsonNode row, JsonNode bundles) {
    return new TaskDefinition(
        new BlobReference(
            bundles.path(row.path(0).intValue()).textValue(),
            row.path(1).longValue(),
            row.path(2).intValue(),
            HexFormat.fromHexDigits(row.path(3).textValue())),
        row.size() > 4 ? OverridesJson.read("overrides", row.get(4)) : TaskOverrides.NONE);
  }
}
