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

    @Action(name = "yara-scan", since = "1.37.13", feature = "libyara", summary = "rules that match a file")
    List<YaraDetection> yaraScan(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "yara-load", since = "1.37.13", feature = "libyara", summary = "load YARA rules from a host file")
    void yaraLoad(InputStream filename) throws IOException;

    @Action(name = "yara-destroy", since = "1.37.13", feature = "libyara", summary = "forget the loaded YARA rules")
    void yaraDestroy() throws IOException;
}
