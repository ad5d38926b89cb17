/** How much of their time slots spend on tasks, and how evenly agents share them. */
@NullMarked
package io.htcgrid.bench.slots;

import org.jspecify.annotations.NullMarked;
