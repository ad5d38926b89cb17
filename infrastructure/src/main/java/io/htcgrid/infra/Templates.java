package io.htcgrid.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.constructs.Construct;

/**
 * The CloudFormation templates of {@code infrastructure/cloudformation}: the same stacks, with
 * their inputs as parameters.
 */
final class Templates {
  private static final String HEADER =
      """
      # Made of the stacks of the CDK app; infrastructure/README.md says how. Do not change it here.
      """;

  /** Makes a stack. */
  interface Maker {
    GridStack make(Construct scope, String id, Function<? super Stack, Inputs> inputs);
  }

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new DatesToo()).build())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  /** Quotes what a reader of YAML may take for a date: the version of a policy is a text. */
  private static final class DatesToo extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}.*");

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value) || DATE.matcher(value).matches();
    }
  }

  private Templates() {}

  /** The stacks by the names of their templates, in the order in which they are deployed. */
  static Map<String, Maker> makers() {
    Map<String, Maker> makers = new LinkedHashMap<>();
    makers.put("data-plane", DataStack::new);
    makers.put("control-plane", ControlStack::new);
    makers.put("access", AccessStack::new);
    makers.put("observability", ObservabilityStack::new);
    makers.put("compute-ec2", Ec2Stack::new);
    makers.put("compute-eks", EksStack::new);
    return makers;
  }

  /**
   * Makes all templates.
   *
   * @param output for the CDK's own files
   * @return YAML by the templates' names
   */
  static Map<String, String> make(Path output) {
    App app = new App(AppProps.builder().outdir(output.toString()).treeMetadata(false).build());
    makers().forEach((name, maker) -> maker.make(app, name, ParameterInputs::new));
    CloudAssembly assembly = app.synth();
    Map<String, String> templates = new LinkedHashMap<>();
    makers()
        .keySet()
        .forEach(
            name ->
                templates.put(
                    name, yaml(JSON.valueToTree(assembly.getStackByName(name).getTemplate()))));
    return templates;
  }

  /** Writes what {@link #make} made as {@code <name>.yaml}. */
  static void write(Map<String, String> templates, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> each : templates.entrySet()) {
      Files.writeString(folder.resolve(each.getKey() + ".yaml"), each.getValue());
    }
  }

  private static String yaml(JsonNode synthesised) {
    try {
      return HEADER + YAML.writeValueAsString(ReadableTemplate.of(synthesised));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a template cannot be written as YAML", e);
    }
  }
}
