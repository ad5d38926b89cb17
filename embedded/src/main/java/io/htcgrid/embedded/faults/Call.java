package io.htcgrid.embedded.faults;

import java.util.Objects;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** The call that an interceptor sees, by the SDK's names. */
record Call(String service, String operation) {
  static Call of(ExecutionAttributes attributes) {
    return new Call(
        Objects.requireNonNull(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)),
        Objects.requireNonNull(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)));
  }

  /** Whether a name means this call: every call's, its service's or its operation's. */
  boolean is(String what) {
    return what.equals(FaultInjector.ANY_CALL) || what.equals(service) || what.equals(toString());
  }

  /** As faults are addressed: {@code Sqs.SendMessageBatch}. */
  @Override
  public String toString() {
    return service + "." + operation;
  }
}
