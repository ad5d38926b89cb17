package io.htcgrid.infra.planted;

/** Stands for any class of the infrastructure. */
public final class SomeStack {
  private SomeStack() {}
}
