package io.htcgrid.control.explore;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
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
 * only lead back to the world. Sets and maps count without their order. Not thread-safe.
 */
final class Fingerprint {
  private static final Key NOTHING = Key.of(0);
  private static final String ACTORS = Fingerprint.class.getPackageName();

  private final Set<Class<?>> leftOut;
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final Map<Class<?>, Key> names = new HashMap<>();

  /** Records of what is stored never change, and most are the same in most worlds. */
  private final Map<Object, Key> records = new HashMap<>();

  /**
   * @param leftOut types of fields that are the same in every world
   */
  Fingerprint(Set<Class<?>> leftOut) {
    this.leftOut = Set.copyOf(leftOut);
  }

  Key of(Object... roots) {
    return of(Arrays.asList(roots));
  }

  /** 128 bits: two worlds of millions share them by accident with a probability below 1e-24. */
  record Key(long high, long low) {
    static Key of(long number) {
      return new Key(mix(number ^ 0x9e3779b97f4a7c15L), mix(number + 0x2545f4914f6cdd1dL));
    }

    static Key of(String text) {
      long high = text.length();
      long low = ~high;
      for (int i = 0; i < text.length(); i++) {
        high = (high ^ text.charAt(i)) * 0x100000001b3L;
        low = (low + text.charAt(i)) * 0x5851f42d4c957f2dL;
      }
      return new Key(mix(high), mix(low));
    }

    Key then(Key next) {
      return new Key(
          mix(high * 0xff51afd7ed558ccdL + next.high), mix(low * 0xc4ceb9fe1a85ec53L + next.low));
    }

    /** In any order. */
    Key with(Key other) {
      return new Key(high + other.high, low + other.low);
    }

    private static long mix(long bits) {
      long mixed = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
      mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
      return mixed ^ mixed >>> 32;
    }
  }

  private Key of(@Nullable Object value) {
    if (value == null) {
      return NOTHING;
    }
    if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    }
    if (value instanceof Map<?, ?> map) {
      Key all = Key.of(map.size());
      for (Map.Entry<?, ?> each : map.entrySet()) {
        all = all.with(of(each.getKey()).then(of(each.getValue())));
      }
      return all;
    }
    if (value instanceof Collection<?> collection) {
      return of(collection);
    }
    if (value instanceof Instant instant) {
      return Key.of(instant.getEpochSecond()).then(Key.of(instant.getNano()));
    }
    if (value instanceof byte[] bytes) {
      return Key.of(Arrays.hashCode(bytes));
    }
    if (value instanceof Integer || value instanceof Long) {
      return Key.of(((Number) value).longValue());
    }
    return isOurs(value.getClass()) ? object(value) : Key.of(value.toString());
  }

  private Key of(Collection<?> collection) {
    boolean unordered = collection instanceof Set<?>;
    Key all = Key.of(collection.size());
    for (Object each : collection) {
      all = unordered ? all.with(of(each).then(NOTHING)) : all.then(of(each));
    }
    return all;
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("io.htcgrid.") && !Enum.class.isAssignableFrom(type);
  }

  private Key object(Object value) {
    if (!value.getClass().isRecord() || value.getClass().getPackageName().equals(ACTORS)) {
      return fieldsOf(value);
    }
    Key known = records.get(value);
    if (known == null) {
      known = fieldsOf(value);
      records.put(value, known);
    }
    return known;
  }

  private Key fieldsOf(Object value) {
    Class<?> type = value.getClass();
    Key all = names.computeIfAbsent(type, named -> Key.of(named.getName()));
    for (Field field : fields.computeIfAbsent(type, this::fieldsOf)) {
      try {
        all = all.then(of(field.get(value)));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("cannot read " + field, e);
      }
    }
    return all;
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
