package io.htcgrid.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads manifests as Kubernetes' model has them; what the model does not know fails. */
final class Manifests {
  private static final Map<String, Class<?>> MODEL =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "apps/v1/Deployment", Deployment.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);
  private static final String KEDA = "keda.sh/";

  /** The model keeps unknown fields in a map of each object; without that map they fail. */
  private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private final YAMLMapper yaml =
      YAMLMapper.builder()
          .annotationIntrospector(new WithoutCatchAll())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private final JsonSchema keda;

  Manifests() {
    try (var schema =
        Objects.requireNonNull(getClass().getResourceAsStream("keda-v1alpha1.schema.json"))) {
      keda = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of a text. */
  List<JsonNode> documents(String text) {
    try (var parser = yaml.createParser(text)) {
      List<JsonNode> documents = new ArrayList<>();
      yaml.readValues(parser, JsonNode.class).forEachRemaining(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks a manifest.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  void check(JsonNode manifest) {
    String version = manifest.path("apiVersion").asText();
    if (version.startsWith(KEDA)) {
      Set<ValidationMessage> problems = keda.validate(manifest);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(problems.toString());
      }
      return;
    }
    String kind = version + "/" + manifest.path("kind").asText();
    Class<?> type = MODEL.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("there is no model of " + kind);
    }
    as(type, manifest);
  }

  <T> T as(Class<T> type, JsonNode manifest) {
    try {
      return yaml.treeToValue(manifest, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The one of that kind among several. */
  <T> T only(Class<T> type, List<JsonNode> manifests) {
    return as(type, only(type.getSimpleName(), manifests));
  }

  JsonNode only(String kind, List<JsonNode> manifests) {
    List<JsonNode> found =
        manifests.stream().filter(each -> each.path("kind").asText().equals(kind)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " manifests of kind " + kind);
    }
    return found.get(0);
  }
}
