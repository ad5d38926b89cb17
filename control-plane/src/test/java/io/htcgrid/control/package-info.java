/** What sessions, pages and tasks must be. */
@NullMarked
package io.htcgrid.control;

import org.jspecify.annotations.NullMarked;
