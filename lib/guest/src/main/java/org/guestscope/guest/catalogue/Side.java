package org.guestscope.guest.catalogue;

/** Who carries an action out. */
public enum Side {
    /** The program on the host: drives, settings, image files. */
    HOST,
    /** The agent in the appliance. */
    GUEST
}
