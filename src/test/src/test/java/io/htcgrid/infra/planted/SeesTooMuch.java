package io.htcgrid.infra.planted;

import io.htcgrid.agent.Agent;

/** A violation on purpose: infrastructure may not see agent. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return Agent.class;
  }
}
