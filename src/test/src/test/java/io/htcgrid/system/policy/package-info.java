/** Tests that the policies of a deployment allow what its parts call, and nothing else. */
@NullMarked
package io.htcgrid.system.policy;

import org.jspecify.annotations.NullMarked;
