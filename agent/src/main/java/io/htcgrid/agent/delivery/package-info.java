/**
 * Brings versions of functions from the grid into the folder that the agent shares with its
 * runtime.
 */
@NullMarked
package io.htcgrid.agent.delivery;

import org.jspecify.annotations.NullMarked;
