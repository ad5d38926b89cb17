package io.htcgrid.runtime.function;

import java.util.List;

/** What a name stands for. */
public sealed interface FunctionLookup {

  /** A function that can run. */
  record Found(FunctionDefinition function) implements FunctionLookup {}

  /** A function whose folder has errors. */
  record Faulty(List<FunctionProblem> problems) implements FunctionLookup {

    public Faulty {
      problems = List.copyOf(problems);
    }
  }

  /** No folder of that name. */
  record Unknown() implements FunctionLookup {}
}
