package io.htcgrid.bench.process;

import io.htcgrid.control.config.GridConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JVMs of their own, started as the launcher starts this one. */
public final class JavaProcess {
  /** Those of the launcher and the images that say how much memory a JVM takes. */
  static final List<String> MEMORY = List.of("-XX:+UseSerialGC", "-Xms32m");

  private static final List<String> STARTS_FASTER =
      List.of("-XX:SharedArchiveFile=", "-Xlog:cds", "-Xshare:");

  private JavaProcess() {}

  /**
   * A program on this JVM's class path, whose errors go where this one's go.
   *
   * @param options of the JVM, besides those of the launcher
   */
  public static ProcessBuilder of(String main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MEMORY);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> STARTS_FASTER.stream().anyMatch(option::startsWith))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** The variables by which every program finds a grid over embedded services. */
  public static Map<String, String> variables(GridConfig config) {
    return Map.of(
        "HTCGRID_GRID", config.grid(),
        "HTCGRID_BUCKET", config.bucket(),
        "HTCGRID_DYNAMODB_ENDPOINT", String.valueOf(config.dynamoDbEndpoint()),
        "HTCGRID_SQS_ENDPOINT", String.valueOf(config.sqsEndpoint()),
        "HTCGRID_S3_ENDPOINT", String.valueOf(config.s3Endpoint()),
        "HTCGRID_REGION", String.valueOf(config.region()),
        "HTCGRID_LOCAL_CREDENTIALS", "true");
  }
}
