/**
 * What a program has to know of a grid to reach it, where that is found, and the clients built from
 * it.
 */
@NullMarked
package io.htcgrid.control.config;

import org.jspecify.annotations.NullMarked;
