/** What a session, a page and a task are, and how their states may change. */
@NullMarked
package io.htcgrid.control;

import org.jspecify.annotations.NullMarked;
