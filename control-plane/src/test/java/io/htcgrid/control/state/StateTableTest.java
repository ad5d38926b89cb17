package io.htcgrid.control.state;

/** Tests of one state table; each test uses sessions of its own. */
interface StateTableTest {
  StateTable table();
}
