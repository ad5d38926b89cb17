/** Calls functions through Lambda's Invoke API and says what came of it. */
@NullMarked
package io.htcgrid.agent.invoke;

import org.jspecify.annotations.NullMarked;
