package io.htcgrid.control.state;

import io.htcgrid.control.FunctionVersion;
import java.util.List;
import java.util.Optional;

/** Which versions of functions there are, and which is active. */
public interface FunctionTable {
  /**
   * Registers a version, unless its function has or had one of that name with other content: a
   * version never changes, not even by way of its end.
   *
   * @return what has that name from now on: this version, or an earlier one
   */
  FunctionVersion registerFunction(FunctionVersion version);

  /**
   * Takes a version back: it is neither read nor listed any more, and its name stays taken by its
   * content.
   *
   * @param version as it was read
   */
  void deleteFunction(FunctionVersion version);

  Optional<FunctionVersion> readFunction(String name, String version);

  /** All versions of all functions, in the order of {@link FunctionVersion#qualified()}. */
  List<FunctionVersion> listFunctions();

  /**
   * Makes a version the one that tasks get who name none; {@link StateTable#readSettings()} tells
   * it. All other settings stay as they are. Whether there is such a version is the caller's
   * matter.
   */
  void activateFunction(String name, String version);

  /** Leaves a function without an active version. All other settings stay as they are. */
  void deactivateFunction(String name);
}
