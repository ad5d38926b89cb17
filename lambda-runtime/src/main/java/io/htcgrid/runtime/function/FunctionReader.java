package io.htcgrid.runtime.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code function.json}; every problem of it is reported at once. Thread-safe. */
final class FunctionReader {

  static final String FILE = "function.json";

  /** The longest timeout: SQS's longest visibility, 12 hours. */
  static final Duration MAX_TIMEOUT = Duration.ofHours(12);

  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
  static final int DEFAULT_MEMORY_MB = 1024;

  private static final double MIN_TIMEOUT_SECONDS = 0.1;
  private static final int MIN_MEMORY_MB = 128;
  private static final int MAX_MEMORY_MB = 1 << 20;
  private static final long MAX_FILE_BYTES = 1 << 18;

  private static final Set<String> FIELDS =
      new LinkedHashSet<>(
          List.of("runtime", "handler", "code", "timeoutSeconds", "memoryMb", "environment"));

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads the function in a folder that exists.
   *
   * @param name what it is to be called
   */
  FunctionLookup read(String name, Path folder) {
    Path file = folder.resolve(FILE);
    JsonNode json;
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        return faulty(file, "is larger than " + MAX_FILE_BYTES / 1024 + " KiB");
      }
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return faulty(file, "is missing; every function folder has one");
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      return faulty(
          file,
          "is not JSON: "
              + brief(e)
              + (where == null
                  ? ""
                  : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")"));
    } catch (IOException e) {
      return faulty(file, "cannot be read: " + e.getMessage());
    }
    return json instanceof ObjectNode object
        ? read(name, folder, new JsonFields(file, object))
        : faulty(file, "must be a JSON object");
  }

  private static FunctionLookup read(String name, Path folder, JsonFields fields) {
    fields.refuseAllBut(FIELDS);
    var runtimeName = fields.string("runtime");
    var runtime = runtimeName.flatMap(FunctionRuntime::named);
    if (runtime.isEmpty() && noProblemWith(fields, "runtime")) {
      fields.problem(
          "runtime",
          runtimeName
              .map(other -> "must be " + FunctionRuntime.names() + ", not \"" + other + '"')
              .orElse("is missing; it is " + FunctionRuntime.names()));
    }
    var handler = fields.string("handler");
    if (handler.isEmpty()
        && runtime.filter(FunctionRuntime.JAVA::equals).isPresent()
        && noProblemWith(fields, "handler")) {
      fields.problem("handler", "is missing; a Java function names its class, or class::method");
    }
    var code = fields.strings("code");
    double timeoutSeconds =
        fields.number(
            "timeoutSeconds",
            MIN_TIMEOUT_SECONDS,
            (double) MAX_TIMEOUT.toSeconds(),
            (double) DEFAULT_TIMEOUT.toSeconds());
    int memoryMb = fields.integer("memoryMb", MIN_MEMORY_MB, MAX_MEMORY_MB, DEFAULT_MEMORY_MB);
    var environment = fields.variables("environment");
    var paths = runtime.map(known -> paths(folder, known, code, fields)).orElse(List.of());
    if (!fields.problems().isEmpty() || runtime.isEmpty()) {
      return new FunctionLookup.Faulty(fields.problems());
    }
    return new FunctionLookup.Found(
        new FunctionDefinition(
            name,
            folder,
            runtime.get(),
            handler.orElse(""),
            paths,
            Duration.ofMillis(Math.round(timeoutSeconds * 1000)),
            memoryMb,
            environment,
            CodeVersion.of(folder, paths)));
  }

  private static List<Path> paths(
      Path folder, FunctionRuntime runtime, List<String> code, JsonFields fields) {
    if (!noProblemWith(fields, "code")) {
      return List.of();
    }
    return switch (runtime) {
      case JAVA ->
          code.isEmpty() ? CodePath.everythingIn(folder) : CodePath.classPath(folder, code, fields);
      case PROVIDED -> {
        if (code.size() > 1) {
          fields.problem("code", "a provided function has one executable, not " + code.size());
        }
        yield CodePath.executable(folder, code.isEmpty() ? "bootstrap" : code.get(0), fields);
      }
    };
  }

  private static boolean noProblemWith(JsonFields fields, String field) {
    return fields.problems().stream()
        .map(FunctionProblem::field)
        .noneMatch(wrong -> wrong.equals(field) || wrong.startsWith(field + "["));
  }

  private static FunctionLookup faulty(Path path, String message) {
    return new FunctionLookup.Faulty(List.of(new FunctionProblem(path, "", message)));
  }

  /** The parser's message without what it says of a source that has no name. */
  private static String brief(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int source = message.indexOf(" (start marker at");
    return source < 0 ? message : message.substring(0, source);
  }
}
