package io.htcgrid.control.sweep;

/**
 * What one run of a duty did.
 *
 * @param looked how many things it looked at
 * @param repaired how many it changed
 */
public record DutyReport(int looked, int repaired) {}
