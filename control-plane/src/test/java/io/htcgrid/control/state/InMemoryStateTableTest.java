package io.htcgrid.control.state;

final class InMemoryStateTableTest extends StateTableContract {
  private final StateTable table = new InMemoryStateTable();

  @Override
  public StateTable table() {
    return table;
  }
}
