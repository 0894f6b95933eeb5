package dev.statelab.hostile.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each run of this test is an attack, and it held when the test passes. On a class it stands for all of its tests. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LedgerExtension.class)
public @interface Attack {

    /** The row of the table: what is attacked, or by what, as in {@code Kubeconfigs of others}. */
    String value();
}
