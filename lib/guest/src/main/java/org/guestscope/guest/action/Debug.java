package org.guestscope.guest.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;

/** Looks inside the appliance. */
@Family(title = "debugging")
public interface Debug {

    @Action(name = "internal-exit", since = "1.23.30", summary = "make the agent exit, to test what follows")
    void internalExit() throws IOException;

    @Action(name = "debug", since = "1.0.11", summary = "look inside the appliance")
    String debug(String subcmd, List<String> extraargs) throws IOException;

    @Action(name = "debug-upload", since = "1.3.5", summary = "copy a host file into the appliance itself")
    void debugUpload(InputStream filename, String tmpname, int mode) throws IOException;
}
