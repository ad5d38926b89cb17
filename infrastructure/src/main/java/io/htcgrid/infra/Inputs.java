package io.htcgrid.infra;

import java.util.List;

/** What a stack was told, or will be when it is deployed. For one stack. */
interface Inputs {
  /** A value; may be a token. */
  String text(Input input);

  /** A number; may be a token. */
  Number number(Input input);

  /** Values; may be one token. */
  List<String> list(Input input);

  /** Whether something was given. */
  Choice given(Input input);

  /** Whether it is this value. */
  Choice is(Input input, String value);

  /** Whether the grid has this priority level, from 0 on. */
  Choice hasLevel(int level);
}
