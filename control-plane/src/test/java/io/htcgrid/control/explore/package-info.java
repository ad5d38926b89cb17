/** Runs the protocols in every order of their steps, with crashes and lost replies in between. */
@NullMarked
package io.htcgrid.control.explore;

import org.jspecify.annotations.NullMarked;
