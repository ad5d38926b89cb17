package io.htcgrid.system.architecture;

import java.util.EnumSet;
import java.util.Set;

/** The modules and the arrows between them; what is not listed is forbidden. */
enum Module {
  DATA("data"),
  CONTROL("control", DATA),
  CONNECTOR("connector", CONTROL, DATA),
  AGENT("agent", CONTROL, DATA),
  RUNTIME("runtime"),
  EMBEDDED("embedded"),
  LOCAL("local", DATA, CONTROL, CONNECTOR, AGENT, RUNTIME, EMBEDDED),
  BENCH("bench", DATA, CONTROL, CONNECTOR, AGENT, RUNTIME, EMBEDDED, LOCAL),
  EXAMPLES("examples", DATA, CONTROL, CONNECTOR),
  CLI("cli", DATA, CONTROL, CONNECTOR, AGENT, RUNTIME, EMBEDDED, LOCAL, BENCH, EXAMPLES),
  INFRA("infra", DATA, CONTROL);

  private final String name;

  @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of alone.
  private final Set<Module> sees;

  Module(String name, Module... sees) {
    this.name = name;
    this.sees = sees.length == 0 ? Set.of() : Set.of(sees);
  }

  String packages() {
    return "io.htcgrid." + name + "..";
  }

  /** The modules that this one may not see. */
  Set<Module> mayNotSee() {
    EnumSet<Module> others = EnumSet.allOf(Module.class);
    others.remove(this);
    others.removeAll(sees);
    return others;
  }
}
