package io.htcgrid.control.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Counts the requests of a DynamoDB client and the units that they consume, as the service reports
 * them, its indexes' included. Give it to the client as an execution interceptor. Thread-safe.
 *
 * <p>A refused conditional write is billed too, but its reply does not tell the units: they follow
 * from the size of the item that it carries.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
 *     read and write operations</a>
 */
public final class ConsumedCapacity implements ExecutionInterceptor {
  /**
   * What requests consumed.
   *
   * @param requests answered, refused ones included; each counts once, whatever the SDK repeated
   * @param refused conditional writes whose condition did not hold
   */
  public record Units(long requests, long refused, double read, double write) {
    public static final Units ZERO = new Units(0, 0, 0, 0);

    public Units plus(Units other) {
      return new Units(
          requests + other.requests,
          refused + other.refused,
          read + other.read,
          write + other.write);
    }
  }

  private final Map<String, Units> byOperation = new ConcurrentHashMap<>();

  /** By operation, such as {@code UpdateItem}, since the start or the last {@link #reset()}. */
  public Map<String, Units> byOperation() {
    return new TreeMap<>(byOperation);
  }

  public Units total() {
    return byOperation.values().stream().reduce(Units.ZERO, Units::plus);
  }

  public void reset() {
    byOperation.clear();
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    return CapacityReports.ask(context.request());
  }

  @Override
  public void afterExecution(
      Context.AfterExecution context, ExecutionAttributes executionAttributes) {
    double units = CapacityReports.units(context.response());
    boolean read = CapacityReports.isRead(context.request());
    count(executionAttributes, new Units(1, 0, read ? units : 0, read ? 0 : units));
  }

  @Override
  public void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    if (context.exception() instanceof ConditionalCheckFailedException refused) {
      int units = ItemSize.writeUnits(refused.hasItem() ? ItemSize.of(refused.item()) : 0);
      count(executionAttributes, new Units(1, 1, 0, units));
    }
  }

  private void count(ExecutionAttributes attributes, Units units) {
    byOperation.merge(
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), units, Units::plus);
  }
}
