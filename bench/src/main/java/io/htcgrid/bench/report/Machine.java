package io.htcgrid.bench.report;

import io.htcgrid.control.config.Release;
import java.io.IOException;
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

  private Machine() {}

  /** Its parts and the versions on it, by name. */
  public static Map<String, String> describe() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    parts.put("memory", memory());
    parts.put(
        "system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    parts.put("java", property("java.vm.name") + " " + Runtime.version());
    parts.put("heap", Runtime.getRuntime().maxMemory() / MIB + " MiB at most");
    parts.put("htcgrid", Release.version());
    parts.put("awsSdk", VersionInfo.SDK_VERSION);
    return parts;
  }

  /** As Linux tells. */
  private static String memory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB + " MiB")
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
