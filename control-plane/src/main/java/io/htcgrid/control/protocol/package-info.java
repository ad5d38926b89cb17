/** The protocols between connector, agents and sweeper, each advancing one AWS call at a time. */
@NullMarked
package io.htcgrid.control.protocol;

import org.jspecify.annotations.NullMarked;
