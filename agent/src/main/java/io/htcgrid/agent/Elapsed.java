package io.htcgrid.agent;

/** Elapsed time, which no clock adjustment moves. Only differences mean anything. */
@FunctionalInterface
interface Elapsed {
  Elapsed SYSTEM = System::nanoTime;

  long nanos();
}
