package io.htcgrid.system.policy;

import software.amazon.awssdk.core.SdkRequest;

/** Nobody has said yet what a call asks of IAM. */
final class UnknownCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownCallException(String what) {
    super(what + ": what it asks of IAM is not known; teach the classes beside this one");
  }

  static UnknownCallException of(SdkRequest request) {
    return new UnknownCallException("call " + request.getClass().getSimpleName());
  }
}
