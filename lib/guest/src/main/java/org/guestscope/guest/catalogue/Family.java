package org.guestscope.guest.catalogue;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an interface whose methods are actions. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Family {

    /** A heading for lists of actions. */
    String title();

    /** Who carries the actions out. */
    Side side() default Side.GUEST;
}
