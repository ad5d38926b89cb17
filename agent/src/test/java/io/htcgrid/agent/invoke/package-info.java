/** Tests of function calls against a server on loopback. */
@NullMarked
package io.htcgrid.agent.invoke;

import org.jspecify.annotations.NullMarked;
