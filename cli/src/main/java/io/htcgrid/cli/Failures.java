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
      if (root.stackTrace) {
        e.printStackTrace(err);
      } else if (diagnosis.exitCode() == ExitCode.DEFECT) {
        err.println("This is a defect of htcgrid; --stack-trace shows where.");
      }
      err.flush();
      return diagnosis.exitCode();
    }
  }
}
