package io.htcgrid.cli.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a grid down. For one thread. */
public final class Destruction {
  private final Account account;
  private final Stacks stacks;
  private final Ask ask;
  private final String grid;
  private final boolean isDataToo;
  private final @Nullable String typed;

  /**
   * @param isDataToo whether table and bucket go, with everything in them
   * @param typed the grid's name once more, which the data's end wants; null: ask for it
   */
  public Destruction(
      Account account, Ask ask, String grid, boolean isDataToo, @Nullable String typed) {
    this.account = account;
    this.stacks = account.stacks();
    this.ask = ask;
    this.grid = grid;
    this.isDataToo = isDataToo;
    this.typed = typed;
  }

  /**
   * What came of it.
   *
   * @param stacks those that were deleted
   * @param left what is still there
   * @param confirmed false: it was not wanted, and nothing was done
   */
  public record Outcome(List<String> stacks, List<String> left, boolean confirmed) {
    public Outcome {
      stacks = List.copyOf(stacks);
      left = List.copyOf(left);
    }
  }

  /**
   * Shows what would go, asks, and deletes it.
   *
   * @throws DeployException when it cannot be done
   */
  public Outcome run() {
    try (GridData data = account.data(grid)) {
      List<Part> found = found();
      List<String> contents = data.contents();
      if (found.isEmpty() && contents.isEmpty()) {
        throw DeployException.noGrid(
            "there is no grid "
                + grid
                + " in "
                + account.place()
                + ": no stack htcgrid-"
                + grid
                + "-*, no bucket and no table; if it is elsewhere, give --region or other"
                + " credentials");
      }
      if (!isDataToo) {
        found.forEach(this::requireRetained);
      }
      if (!wanted(found, contents)) {
        return new Outcome(List.of(), contents, false);
      }
      return new Outcome(delete(found, data), data.contents(), true);
    }
  }

  /** In the order in which they go. */
  private List<Part> found() {
    List<Part> found = new ArrayList<>();
    for (Part part : Part.values()) {
      String stack = part.stackName(grid);
      switch (stacks.state(stack)) {
        case ABSENT -> {}
        case BUSY ->
            throw DeployException.refused(
                "stack "
                    + stack
                    + " is being changed by somebody; wait until that has ended and run this"
                    + " again");
        case UNBORN, READY, STILLBORN, STUCK, HALF_DELETED -> found.add(part);
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** Our templates keep bucket and table; one that somebody changed may not. */
  private void requireRetained(Part part) {
    String stack = part.stackName(grid);
    boolean holdsData = part == Part.DATA || part == Part.CONTROL;
    if (holdsData
        && stacks.state(stack) == StackState.READY
        && !stacks.template(stack).contains("Retain")) {
      throw DeployException.refused(
          "stack "
              + stack
              + " would take the grid's data with it, as its template does not retain them;"
              + " nothing was deleted; give --delete-data if they may go");
    }
  }

  private boolean wanted(List<Part> found, List<String> contents) {
    found.forEach(part -> ask.tell("stack " + part.stackName(grid) + " goes"));
    contents.forEach(each -> ask.tell(each + (isDataToo ? " goes FOR GOOD" : " stays")));
    if (!ask.confirm("Destroy grid " + grid + " in " + account.place() + "?")) {
      return false;
    }
    if (!isDataToo || contents.isEmpty()) {
      return true;
    }
    String name =
        typed == null ? ask.answer("Type the grid's name to delete its data for good:") : typed;
    if (!name.equals(grid)) {
      throw DeployException.usage(
          "the grid's name was not repeated, so nothing was deleted; type "
              + grid
              + " when asked, or give --yes-delete-data "
              + grid);
    }
    return true;
  }

  private List<String> delete(List<Part> found, GridData data) {
    List<String> gone = new ArrayList<>();
    for (Part part : found) {
      String stack = part.stackName(grid);
      if (isDataToo && part == Part.CONTROL) {
        // Its template retains the table, unless somebody changed it: then protection is in the
        // way.
        data.unprotect();
      }
      if (isDataToo && part == Part.DATA) {
        data.empty();
      }
      stacks.delete(stack);
      ask.tell("stack " + stack + " is deleted");
      gone.add(stack);
    }
    if (isDataToo) {
      data.delete();
      ask.tell("the data of grid " + grid + " are deleted");
    }
    return gone;
  }
}
