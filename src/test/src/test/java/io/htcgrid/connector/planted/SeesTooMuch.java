package io.htcgrid.connector.planted;

import io.htcgrid.agent.Agent;

/** A violation on purpose: connector may not see agent. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return Agent.class;
  }
}
