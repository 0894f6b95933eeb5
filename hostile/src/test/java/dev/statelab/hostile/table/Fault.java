package dev.statelab.hostile.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each run of this test injects a fault, and passes when what came of it is correct or inconclusive. On a class it stands for
 * all of its tests.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LedgerExtension.class)
public @interface Fault {

    /** The row of the table: what breaks, as in {@code Connections that break}. */
    String value();
}
