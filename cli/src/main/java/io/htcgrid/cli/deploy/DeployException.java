package io.htcgrid.cli.deploy;

import io.htcgrid.cli.account.AwsTrouble;
import io.htcgrid.cli.account.ManagedPolicies;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** A deployment that cannot go on; the message is one sentence that says what to do. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose matter it is. */
  public enum Kind {
    /** What was asked for is wrong; nothing was done. */
    USAGE,
    /** There is no such grid. */
    NO_GRID,
    /** AWS refused, or the account is not as it should be. */
    REFUSED,
    /** What was begun goes on, and was not waited for any longer. */
    TIMED_OUT
  }

  private final Kind kind;

  private DeployException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static DeployException usage(String message) {
    return new DeployException(Kind.USAGE, message, null);
  }

  static DeployException noGrid(String message) {
    return new DeployException(Kind.NO_GRID, message, null);
  }

  static DeployException refused(String message) {
    return new DeployException(Kind.REFUSED, message, null);
  }

  static DeployException timedOut(String message) {
    return new DeployException(Kind.TIMED_OUT, message, null);
  }

  /**
   * AWS refused a call.
   *
   * @param action that the call needs
   */
  static DeployException of(SdkException error, String action) {
    return new DeployException(
        Kind.REFUSED, AwsTrouble.of(error, action, ManagedPolicies::of).sentence(), error);
  }

  public Kind kind() {
    return kind;
  }
}
