package io.htcgrid.cli;

import io.htcgrid.agent.AgentStartException;
import io.htcgrid.cli.account.AwsTrouble;
import io.htcgrid.cli.account.ManagedPolicies;
import io.htcgrid.cli.deploy.DeployException;
import io.htcgrid.connector.AwaitTimeoutException;
import io.htcgrid.connector.GridBugException;
import io.htcgrid.connector.GridException;
import io.htcgrid.connector.GridInterruptedException;
import io.htcgrid.connector.GridRequestException;
import io.htcgrid.connector.GridUnavailableException;
import io.htcgrid.connector.NoSuchAgentException;
import io.htcgrid.connector.NoSuchFunctionException;
import io.htcgrid.connector.NoSuchGridException;
import io.htcgrid.connector.NoSuchSessionException;
import io.htcgrid.connector.NoSuchTaskException;
import io.htcgrid.connector.NotPermittedException;
import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.LocalGridNameTakenException;
import io.htcgrid.control.queue.QueueMissingException;
import io.htcgrid.embedded.EmbeddedServiceException;
import io.htcgrid.local.LocalGridException;
import io.htcgrid.runtime.RuntimeStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What went wrong, as one sentence, and the exit code that says whose matter it is. */
record Diagnosis(int exitCode, String sentence) {
  private static final int SERVER_ERROR = 500;
  private static final String DOCTOR = "; 'htcgrid doctor' names the policy that allows it";

  static Diagnosis of(Throwable error) {
    return new Diagnosis(code(error), sentence(error));
  }

  private static int code(Throwable error) {
    if (error instanceof CommandFailure failure) {
      return failure.exitCode();
    }
    if (error instanceof GridException grid) {
      return code(grid);
    }
    if (error instanceof DeployException deploy) {
      return switch (deploy.kind()) {
        case USAGE -> ExitCode.USAGE;
        case NO_GRID -> ExitCode.CONFIGURATION;
        case REFUSED -> ExitCode.SERVICE;
        case TIMED_OUT -> ExitCode.WAIT_TIMED_OUT;
      };
    }
    if (error instanceof AgentStartException
        || error instanceof ConfigException
        || error instanceof EmbeddedServiceException
        || error instanceof LocalGridException
        || error instanceof LocalGridNameTakenException
        || error instanceof QueueMissingException
        || error instanceof RuntimeStartException) {
      return ExitCode.CONFIGURATION;
    }
    if (error instanceof SdkException) {
      return ExitCode.SERVICE;
    }
    // Settings and addresses refuse what they cannot take; a state that forbids it says so.
    return error instanceof IllegalArgumentException
            || error instanceof UncheckedIOException
            || error instanceof IOException
        ? ExitCode.USAGE
        : ExitCode.DEFECT;
  }

  private static int code(GridException error) {
    if (error instanceof NoSuchGridException) {
      return ExitCode.CONFIGURATION;
    }
    if (error instanceof NoSuchSessionException
        || error instanceof NoSuchTaskException
        || error instanceof NoSuchAgentException
        || error instanceof NoSuchFunctionException) {
      return ExitCode.NOT_FOUND;
    }
    if (error instanceof NotPermittedException || error instanceof GridUnavailableException) {
      return ExitCode.SERVICE;
    }
    if (error instanceof AwaitTimeoutException) {
      return ExitCode.WAIT_TIMED_OUT;
    }
    if (error instanceof GridBugException) {
      return ExitCode.DEFECT;
    }
    if (error instanceof GridInterruptedException) {
      return ExitCode.WORK_FAILED;
    }
    return error instanceof GridRequestException ? ExitCode.USAGE : ExitCode.SERVICE;
  }

  /** Why a file could not be read or written: some exceptions say no more than their name. */
  static String reason(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (error instanceof AccessDeniedException) {
      return "this user may not";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "something else has that name";
    }
    String said = error instanceof FileSystemException file ? file.getReason() : error.getMessage();
    return said == null ? error.getClass().getSimpleName() : said;
  }

  private static String sentence(Throwable error) {
    if (error instanceof NotPermittedException) {
      return error.getMessage() + DOCTOR;
    }
    if (error instanceof SdkException service) {
      return sentence(service);
    }
    if (error instanceof FileSystemException file) {
      return "cannot use " + file.getFile() + " (" + reason(file) + ")";
    }
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : message.strip();
  }

  /** What AWS says itself is about requests, not about what somebody can do. */
  private static String sentence(SdkException error) {
    AwsTrouble trouble = AwsTrouble.of(error, "of the grid", ManagedPolicies::of);
    return switch (trouble.kind()) {
      case DENIED -> {
        String action = AwsTrouble.deniedAction(String.valueOf(error.getMessage()));
        yield (action == null ? "a call" : action) + " is denied to these credentials" + DOCTOR;
      }
      case OTHER ->
          isPassing(error)
              ? "AWS does not answer as it should; try again later: " + trouble.sentence()
              : "AWS refuses a call: " + trouble.sentence();
      case NO_CREDENTIALS, BAD_CREDENTIALS, NO_REGION, CLOCK, UNREACHABLE -> trouble.sentence();
    };
  }

  private static boolean isPassing(SdkException error) {
    return error instanceof SdkServiceException refused
        && (refused.statusCode() >= SERVER_ERROR || refused.isThrottlingException());
  }
}
