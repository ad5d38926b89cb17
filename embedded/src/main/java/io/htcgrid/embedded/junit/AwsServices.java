package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves parameters of type {@link AwsEndpoints} in tests and their constructors and lifecycle
 * methods. The services start once per run, before the first test that asks, and stop at its end.
 * They are shared by all tests, so a test gives what it creates a {@link UniqueName}.
 *
 * <p>The system property {@code htcgrid.test.target}, or the environment variable {@code
 * HTCGRID_TEST_TARGET}, chooses the services:
 *
 * <ul>
 *   <li>{@code embedded}, the default: {@link io.htcgrid.embedded.EmbeddedAws}, in memory;
 *   <li>{@code localstack}: LocalStack through Testcontainers, which the module under test must
 *       have on its class path; tests are skipped, with the reason, where Docker or the image is
 *       missing;
 *   <li>{@code image}: the embedded services in a container of this project's own image, which
 *       {@code htcgrid.test.image} or {@code HTCGRID_TEST_IMAGE} names; skipped likewise;
 *   <li>{@code endpoint}: one URL for all services, from {@code htcgrid.test.endpoint} or {@code
 *       HTCGRID_TEST_ENDPOINT}, with the environment's keys and region;
 *   <li>{@code aws}: a real account, by the default credential chain.
 * </ul>
 *
 * A test for one target alone registers {@link #on} instead.
 */
public final class AwsServices implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AwsServices.class);

  private final TargetSettings settings;

  /** Services as the run's settings choose them. */
  public AwsServices() {
    this(TargetSettings.ofThisProcess());
  }

  private AwsServices(TargetSettings settings) {
    this.settings = settings;
  }

  /**
   * The services of one target, whatever the run's settings choose.
   *
   * @param target one of the keys above
   */
  public static AwsServices on(String target) {
    return new AwsServices(TargetSettings.ofThisProcess().withTarget(target));
  }

  /** Skips tests whose services cannot run on this machine, and says why. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    TestTarget target = TestTarget.chosen(settings);
    return store(context)
        .getOrComputeIfAbsent(
            "can run " + target, key -> target.canRun(settings), ConditionEvaluationResult.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == AwsEndpoints.class || type == UniqueName.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == UniqueName.class) {
      return UniqueName.random();
    }
    TestTarget target = TestTarget.chosen(settings);
    return store(context)
        .getOrComputeIfAbsent("running " + target, key -> target.run(settings), RunningTarget.class)
        .endpoints();
  }

  /** The root's, which lives as long as the run. */
  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }
}
