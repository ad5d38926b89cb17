package io.htcgrid.control.state;

/** What {@link StateTable#registerPage} found. */
public sealed interface RegisterPageResult {
  record Registered() implements RegisterPageResult {}

  /** The same definitions are there already. */
  record AlreadyRegistered() implements RegisterPageResult {}

  /** Other definitions are there: another submission under the same client token. */
  record Differs(String storedDigest) implements RegisterPageResult {}
}
