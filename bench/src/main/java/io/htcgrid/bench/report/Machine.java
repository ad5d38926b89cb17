package io.htcgrid.bench.report;

import io.htcgrid.control.config.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.util.VersionInfo;

/** What figures were measured on. */
public final class Machine {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * 1024;

  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /** Its parts and the versions on it, by name. */
  public static Map<String, String> describe() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    parts.put("processor", processor());
    parts.put("memory", memory());
    parts.put(
        "system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    parts.put("java", property("java.vm.name") + " " + Runtime.version());
    parts.put("heap", Runtime.getRuntime().maxMemory() / MIB + " MiB at most");
    parts.put("htcgrid", Release.version());
    parts.put("awsSdk", VersionInfo.SDK_VERSION);
    parts.putAll(services());
    return parts;
  }

  /** The embedded services, as this build names them. */
  private static Map<String, String> services() {
    Map<String, String> versions = new LinkedHashMap<>();
    try (InputStream file = Machine.class.getResourceAsStream("services.txt")) {
      if (file == null) {
        throw new IllegalStateException("services.txt is missing from htcgrid's jar");
      }
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(words -> versions.put(words[0], words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException("services.txt in htcgrid's jar cannot be read", e);
    }
    return versions;
  }

  /** Its model; a machine without Intel's or AMD's names none. */
  private static String processor() {
    return told("/proc/cpuinfo", "model name");
  }

  private static String memory() {
    String told = told("/proc/meminfo", "MemTotal:");
    return told.equals(UNKNOWN)
        ? UNKNOWN
        : Long.parseLong(told.replaceAll("\\D", "")) / KIB + " MiB";
  }

  /** What Linux says on the first line that begins so. */
  private static String told(String file, String beginning) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String property(String name) {
    return System.getProperty(name, UNKNOWN);
  }
}
