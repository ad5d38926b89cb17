/**
 * Functions as folders: what their {@code function.json} says, and how a process of theirs is
 * started.
 */
@NullMarked
package io.htcgrid.runtime.function;

import org.jspecify.annotations.NullMarked;
