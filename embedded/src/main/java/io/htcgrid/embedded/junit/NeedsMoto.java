package io.htcgrid.embedded.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Skips a test where {@link MotoServer} is not installed, and says so. A condition, as the reports
 * keep nothing of an assumption that fails before all tests of a class.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.htcgrid.embedded.junit.MotoServer#isInstalled",
    disabledReason =
        "moto_server is not installed, so nothing is deployed by CloudFormation; pip install"
            + " 'moto[server]'")
public @interface NeedsMoto {}
