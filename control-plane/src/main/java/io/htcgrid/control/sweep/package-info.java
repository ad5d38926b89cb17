/** The sweeper: the periodic job that repairs what a crash left behind, one class a duty. */
@NullMarked
package io.htcgrid.control.sweep;

import org.jspecify.annotations.NullMarked;
