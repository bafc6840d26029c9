/**
 * The actions that need a machine of their own, each called in one: {@link GuestMachine} starts it, a class a family asks
 * of it what other programs, or the disk's bytes, say as well.
 */
package org.guestscope.appliance.action;
