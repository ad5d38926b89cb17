package io.htcgrid.control.explore;

/** Something that may happen next. */
record Move(String name, Runnable make) {}
