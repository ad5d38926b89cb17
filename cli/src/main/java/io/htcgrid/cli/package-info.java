/** The htcgrid command. */
@NullMarked
package io.htcgrid.cli;

import org.jspecify.annotations.NullMarked;
