/**
 * Every action, declared once: one interface for each family, one method for each action.
 *
 * <p>From a declaration come the catalogue (names, help, completion), the typed proxy of Java callers, the agent's
 * dispatch, and the check that every action has a test. Names, aliases, the order of parameters, optional parameters,
 * fields and feature groups are those of libguestfs 1.48, because scripts depend on them. Methods throw
 * {@link org.guestscope.guest.ActionException} when the action fails and other {@link java.io.IOException}s when the
 * connection does.
 *
 * <p>A method's comment is the action's page in {@code help} and in the manual, so it is written for users: plain sentences
 * about what it does; {@code @param} where the text does not explain a parameter; examples in {@code <pre>}. The build
 * checks them.
 *
 * <p>Strings hold bytes, one per {@code char}. There are more than thirty types because there are that many families.
 */
@NullMarked
package org.guestscope.guest.action;

import org.jspecify.annotations.NullMarked;
