package io.htcgrid.examples.planted;

import io.htcgrid.agent.Agent;

/** A violation on purpose: examples may not see agent. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return Agent.class;
  }
}
