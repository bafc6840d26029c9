package org.guestscope.guest.catalogue;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a method of a family interface as an action of the guest API. The method's documentation comment is what help
 * and the manual say about it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Action {

    /** The name on the command line, words joined by dashes. Names are what goes over the wire: never used twice. */
    String name();

    /** The version of the API that had it first, as the manual of the original tool says. */
    String since();

    /** One line of help: lower case at the start, no full stop. */
    String summary();

    /** Further names. */
    String[] aliases() default {};

    /** The feature group that has to be available, or empty when every appliance can do it. */
    String feature() default "";

    /** Whether new scripts should not use it. */
    boolean deprecated() default false;

    /** The name of the action to use instead, where there is one. */
    String deprecatedBy() default "";

    /** What the strings that it gives back name. */
    Content returns() default Content.PLAIN;

    /** What the keys of the table that it gives back name. */
    Content keys() default Content.PLAIN;

    /** How the number that it gives back is written. */
    Radix radix() default Radix.DECIMAL;
}
