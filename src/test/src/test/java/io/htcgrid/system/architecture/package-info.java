/** Which module may see which. */
@NullMarked
package io.htcgrid.system.architecture;

import org.jspecify.annotations.NullMarked;
