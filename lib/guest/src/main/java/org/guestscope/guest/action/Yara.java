package org.guestscope.guest.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.YaraDetection;

/** Scans files with YARA rules. */
@Family(title = "YARA")
public interface Yara {

    /**
     * Looks for what the loaded rules describe in the file {@code path}.
     *
     * @return the name of each rule that matches, with the file
     */
    @Action(name = "yara-scan", since = "1.37.13", feature = "libyara", summary = "rules that match a file")
    List<YaraDetection> yaraScan(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Loads rules from a file of the host, as text or compiled with yarac(1), in place of those loaded before.
     *
     * @param filename the rules
     */
    @Action(name = "yara-load", since = "1.37.13", feature = "libyara", summary = "load YARA rules from a host file")
    void yaraLoad(InputStream filename) throws IOException;

    /** Forgets the loaded rules. Fails when there are none. */
    @Action(name = "yara-destroy", since = "1.37.13", feature = "libyara", summary = "forget the loaded YARA rules")
    void yaraDestroy() throws IOException;
}
