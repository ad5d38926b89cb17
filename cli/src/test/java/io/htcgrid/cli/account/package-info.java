@NullMarked
package io.htcgrid.cli.account;

import org.jspecify.annotations.NullMarked;
