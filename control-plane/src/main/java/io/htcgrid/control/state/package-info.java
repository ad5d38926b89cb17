/**
 * The state table: named operations on sessions, groups, pages and tasks, each refusal a typed
 * result.
 */
@NullMarked
package io.htcgrid.control.state;

import org.jspecify.annotations.NullMarked;
