package io.htcgrid.control.explore;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells two worlds apart: every field of every object that can be reached, but for those that
 * only lead back to the world. Sets and maps count without their order.
 */
final class Fingerprint {
  private final Set<Class<?>> leftOut;
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final Map<Class<?>, Boolean> ours = new HashMap<>();

  /**
   * @param leftOut types of fields that are the same in every world
   */
  Fingerprint(Set<Class<?>> leftOut) {
    this.leftOut = Set.copyOf(leftOut);
  }

  /** 128 bits: two worlds of millions share them by accident with a probability below 1e-24. */
  Key of(Object... roots) {
    StringBuilder text = new StringBuilder(4096);
    for (Object root : roots) {
      write(root, text);
    }
    byte[] digest = md5().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return new Key(number(digest, 0), number(digest, Long.BYTES));
  }

  record Key(long high, long low) {}

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private void write(@Nullable Object value, StringBuilder text) {
    if (value == null) {
      text.append('~');
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), text);
    } else if (value instanceof Map<?, ?> map) {
      unordered(
          map.entrySet().stream()
              .map(entry -> written(entry.getKey()) + '=' + written(entry.getValue()))
              .toList(),
          text);
    } else if (value instanceof Set<?> set) {
      if (set.size() == 1) {
        write(set.iterator().next(), text);
      } else {
        unordered(set.stream().map(this::written).toList(), text);
      }
    } else if (value instanceof Collection<?> collection) {
      text.append('[');
      collection.forEach(each -> write(each, text));
      text.append(']');
    } else if (value instanceof Instant instant) {
      text.append(instant.getEpochSecond()).append('.').append(instant.getNano());
    } else if (value instanceof byte[] bytes) {
      text.append(Arrays.hashCode(bytes));
    } else if (ours.computeIfAbsent(value.getClass(), Fingerprint::isOurs)) {
      object(value, text);
    } else {
      text.append(value);
    }
    text.append(';');
  }

  private String written(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("io.htcgrid.") && !Enum.class.isAssignableFrom(type);
  }

  private static void unordered(List<String> parts, StringBuilder text) {
    List<String> sorted = new ArrayList<>(parts);
    sorted.sort(null);
    text.append('{');
    sorted.forEach(text::append);
    text.append('}');
  }

  private void object(Object value, StringBuilder text) {
    text.append(value.getClass().getSimpleName()).append('(');
    for (Field field : fields.computeIfAbsent(value.getClass(), this::fieldsOf)) {
      try {
        write(field.get(value), text);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("cannot read " + field, e);
      }
    }
    text.append(')');
  }

  private List<Field> fieldsOf(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !field.isSynthetic()
            && leftOut.stream().noneMatch(out -> out.isAssignableFrom(field.getType()))) {
          field.setAccessible(true);
          found.add(field);
        }
      }
    }
    return found;
  }
}
