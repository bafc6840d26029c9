package org.guestscope.virtdf;

import java.io.IOException;

/** Prints results in one format. Guests come one at a time, in the order they are listed. */
interface Report {

    /** Before the first guest. */
    void begin() throws IOException;

    /** One guest's rows. */
    void guest(GuestReport guest) throws IOException;

    /** After the last guest. */
    void end() throws IOException;
}
