/** The Lambda Invoke API that callers see. */
@NullMarked
package io.htcgrid.runtime.front;

import org.jspecify.annotations.NullMarked;
