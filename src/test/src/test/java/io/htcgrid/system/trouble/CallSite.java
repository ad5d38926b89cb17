package io.htcgrid.system.trouble;

import java.util.Set;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * A place that calls a service.
 *
 * @param client who calls: connector, agent, heartbeat or sweeper
 * @param port the method of ours behind which the call is made, such as {@code
 *     DynamoStateTable.claim}
 * @param operation by the SDK's names, such as {@code DynamoDb.UpdateItem}
 */
record CallSite(String client, String port, String operation) {
  private static final Set<String> PORTS =
      Set.of("DynamoStateTable", "SqsTaskQueues", "SqsReplyQueues", "S3BlobStore");

  /** Asked once for each queue, by whatever needs it first. */
  private static final String ADDRESS = "Sqs.GetQueueUrl";

  /** Of the call that is being made on this thread. */
  static CallSite of(String client, ExecutionAttributes attributes) {
    String operation =
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
            + "."
            + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return new CallSite(client, operation.equals(ADDRESS) ? "any" : behind(), operation);
  }

  private static String behind() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> PORTS.contains(simple(frame.getClassName())))
                    .filter(frame -> !frame.getMethodName().startsWith("lambda$"))
                    .map(frame -> simple(frame.getClassName()) + "." + frame.getMethodName())
                    .reduce((inner, outer) -> outer)
                    .orElse("none"));
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return client + " " + port + " " + operation;
  }
}
