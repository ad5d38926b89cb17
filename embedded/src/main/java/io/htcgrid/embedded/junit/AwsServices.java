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
 *       have on its class path; tests are skipped, with the reason, where Docker is missing;
 *   <li>{@code endpoint}: one URL for all services, from {@code htcgrid.test.endpoint} or {@code
 *       HTCGRID_TEST_ENDPOINT}, with the environment's keys and region;
 *   <li>{@code aws}: a real account, by the default credential chain.
 * </ul>
 */
public final class AwsServices implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AwsServices.class);

  /** Skips tests whose services cannot run on this machine, and says why. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(
            ConditionEvaluationResult.class,
            key -> TestTarget.chosen(TargetSettings.ofThisProcess()).canRun(),
            ConditionEvaluationResult.class);
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
    return store(context)
        .getOrComputeIfAbsent(
            RunningTarget.class,
            key -> TestTarget.start(TargetSettings.ofThisProcess()),
            RunningTarget.class)
        .endpoints();
  }

  /** The root's, which lives as long as the run. */
  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }
}
