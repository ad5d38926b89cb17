/** Finds out why a grid cannot be used from here. */
@NullMarked
package io.htcgrid.cli.doctor;

import org.jspecify.annotations.NullMarked;
