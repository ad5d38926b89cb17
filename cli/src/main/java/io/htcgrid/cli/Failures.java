package io.htcgrid.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one sentence on stderr and an exit code. */
final class Failures {
  private Failures() {}

  /**
   * Executes a command line.
   *
   * @return the exit code, whatever happens
   */
  static int execute(CommandLine line, String... args) {
    try {
      int code = line.execute(args);
      return code == ExitCode.OK ? written(line) : code;
    } catch (Throwable e) {
      // The parser handles exceptions alone. There may be little memory left to say more with.
      PrintWriter err = line.getErr();
      err.println("htcgrid: " + e);
      HtcgridCommand root = line.getCommand();
      traceOrHint(e, ExitCode.DEFECT, root, err);
      err.flush();
      return ExitCode.DEFECT;
    }
  }

  /** Whether all of the answer got out: help and version are not written by a command. */
  private static int written(CommandLine line) {
    PrintWriter err = line.getErr();
    try {
      new Console(line.getOut(), err, OutputFormat.text, false).requireWritten();
      return ExitCode.OK;
    } catch (CommandFailure e) {
      if (e.exitCode() != ExitCode.READER_GONE) {
        err.println("htcgrid: " + e.getMessage());
        err.flush();
      }
      return e.exitCode();
    }
  }

  private static void traceOrHint(Throwable e, int exitCode, HtcgridCommand root, PrintWriter err) {
    if (root.stackTrace) {
      e.printStackTrace(err);
    } else if (e instanceof OutOfMemoryError) {
      err.println("HTCGRID_JAVA_OPTIONS=-Xmx4g, for example, allows it more memory.");
    } else if (exitCode == ExitCode.DEFECT) {
      err.println("This is a defect of htcgrid; --stack-trace shows where.");
    }
  }

  /** A wrong command line. */
  static final class OfUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine line = e.getCommandLine();
      PrintWriter err = line.getErr();
      err.println("htcgrid: " + e.getMessage());
      if (!UnmatchedArgumentException.printSuggestions(e, err)) {
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
      }
      err.flush();
      return ExitCode.USAGE;
    }
  }

  /** A command that failed. */
  static final class OfExecution implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
      Diagnosis diagnosis = Diagnosis.of(e);
      if (diagnosis.exitCode() == ExitCode.READER_GONE) {
        return ExitCode.READER_GONE;
      }
      PrintWriter err = line.getErr();
      err.println("htcgrid: " + diagnosis.sentence());
      HtcgridCommand root = line.getCommandSpec().root().commandLine().getCommand();
      traceOrHint(e, diagnosis.exitCode(), root, err);
      err.flush();
      return diagnosis.exitCode();
    }
  }
}
