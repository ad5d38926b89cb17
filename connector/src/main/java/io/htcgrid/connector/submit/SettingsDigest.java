package io.htcgrid.connector.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.SessionSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells a session's settings from others under the same client token: the SHA-256 of their
 * JSON form, with maps in order. The pages' own digests tell the tasks apart.
 */
final class SettingsDigest {
  private static final ObjectWriter JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build().writer();

  private SettingsDigest() {}

  static String of(SessionSettings settings) {
    try {
      byte[] json = JSON.writeValueAsBytes(fields(settings));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime must provide SHA-256", e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text and numbers have a JSON form", e);
    }
  }

  private static Map<String, Object> fields(SessionSettings settings) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("function", settings.function());
    fields.put("arguments", settings.launch().arguments());
    fields.put("environment", settings.launch().environment());
    fields.put("priority", settings.priority());
    fields.put("fairShareKey", String.valueOf(settings.fairShareKey()));
    fields.put("timeout", settings.timeout().toString());
    fields.put("taskTimeout", String.valueOf(settings.taskTimeout()));
    fields.put("retry", settings.retry().rules().stream().map(SettingsDigest::fields).toList());
    fields.put("failFast", settings.failFast());
    fields.put("tags", settings.tags());
    fields.put("parent", String.valueOf(settings.parent()));
    return fields;
  }

  private static List<Object> fields(RetryRule rule) {
    return List.of(
        rule.errors(),
        rule.interval().toString(),
        rule.backoffRate(),
        rule.maxTries(),
        rule.maxDelay().toString());
  }
}
