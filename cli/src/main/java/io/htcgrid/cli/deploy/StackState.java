package io.htcgrid.cli.deploy;

import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What can be done with a stack next. */
enum StackState {
  /** There is none. */
  ABSENT,
  /** Only looked at: a change set was made and never carried out. */
  UNBORN,
  /** Deployed; takes changes. */
  READY,
  /** Its first deployment failed; what is left of it has to go before another. */
  STILLBORN,
  /** Somebody changes it now. */
  BUSY,
  /** A change failed, and so did going back. */
  STUCK,
  /** Deleting it failed half-way. */
  HALF_DELETED;

  static StackState of(StackStatus status) {
    return switch (status) {
      case REVIEW_IN_PROGRESS -> UNBORN;
      case CREATE_COMPLETE,
          UPDATE_COMPLETE,
          UPDATE_ROLLBACK_COMPLETE,
          IMPORT_COMPLETE,
          IMPORT_ROLLBACK_COMPLETE,
          // The resources before it stay as they are.
          UPDATE_FAILED ->
          READY;
      case CREATE_FAILED, ROLLBACK_COMPLETE, ROLLBACK_FAILED -> STILLBORN;
      case UPDATE_ROLLBACK_FAILED, IMPORT_ROLLBACK_FAILED -> STUCK;
      case DELETE_FAILED -> HALF_DELETED;
      case DELETE_COMPLETE -> ABSENT;
      case CREATE_IN_PROGRESS,
          ROLLBACK_IN_PROGRESS,
          DELETE_IN_PROGRESS,
          UPDATE_IN_PROGRESS,
          UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
          UPDATE_ROLLBACK_IN_PROGRESS,
          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
          IMPORT_IN_PROGRESS,
          IMPORT_ROLLBACK_IN_PROGRESS,
          // One that this SDK does not know: not to be touched.
          UNKNOWN_TO_SDK_VERSION ->
          BUSY;
    };
  }
}
