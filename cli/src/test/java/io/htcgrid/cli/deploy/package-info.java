@NullMarked
package io.htcgrid.cli.deploy;

import org.jspecify.annotations.NullMarked;
