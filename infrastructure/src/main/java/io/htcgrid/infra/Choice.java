package io.htcgrid.infra;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Token;

/** Something that is so or not: known when the template is made, or a condition in it. */
sealed interface Choice {
  /** Whether there is any need to describe what depends on it. */
  boolean possible();

  /** The text if it is so; otherwise none, as if the property were not there. */
  @Nullable String text(String value);

  /** One text or another. */
  String text(String value, String otherwise);

  /** A part of a template, in its own spelling, if it is so; otherwise none. */
  @Nullable IResolvable part(Object part);

  /** A resource that is there only if it is so. To be called only when that is possible. */
  <T extends CfnResource> T bind(T resource);

  /** Known when the template is made. */
  record Known(boolean possible) implements Choice {
    @Override
    public @Nullable String text(String value) {
      return possible ? value : null;
    }

    @Override
    public String text(String value, String otherwise) {
      return possible ? value : otherwise;
    }

    @Override
    public @Nullable IResolvable part(Object part) {
      return possible ? Token.asAny(part) : null;
    }

    @Override
    public <T extends CfnResource> T bind(T resource) {
      if (!possible) {
        throw new IllegalStateException(resource.getNode().getPath() + " should not be there");
      }
      return resource;
    }
  }

  /** Decided when the template is deployed. */
  record Open(CfnCondition condition) implements Choice {
    private static final Map<String, String> NONE = Map.of("Ref", "AWS::NoValue");

    @Override
    public boolean possible() {
      return true;
    }

    @Override
    public String text(String value) {
      return pick(value, NONE).toString();
    }

    @Override
    public String text(String value, String otherwise) {
      return pick(value, otherwise).toString();
    }

    @Override
    public IResolvable part(Object part) {
      return pick(part, NONE);
    }

    private IResolvable pick(Object value, Object otherwise) {
      return Fn.conditionIf(condition.getLogicalId(), value, otherwise);
    }

    @Override
    public <T extends CfnResource> T bind(T resource) {
      resource.getCfnOptions().setCondition(condition);
      return resource;
    }
  }
}
