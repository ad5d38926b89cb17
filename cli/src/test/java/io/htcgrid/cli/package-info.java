/** Tests of the command, against a local grid. */
@NullMarked
package io.htcgrid.cli;

import org.jspecify.annotations.NullMarked;
