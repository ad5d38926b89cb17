/** Tests that cross modules. */
@NullMarked
package io.htcgrid.system;

import org.jspecify.annotations.NullMarked;
