/** What an invocation is, and every way it can end. */
@NullMarked
package io.htcgrid.runtime.invocation;

import org.jspecify.annotations.NullMarked;
