package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.DefinedNode;
import org.jspecify.annotations.Nullable;

/** Edits configuration files through Augeas. */
@Family(title = "augeas")
public interface Augeas {

    @Action(name = "aug-init", since = "0.0.7", summary = "start Augeas on the guest's configuration files")
    void augInit(@Is(ParamKind.PATH) String root, int flags) throws IOException;

    @Action(name = "aug-close", since = "0.0.7", summary = "end the Augeas session")
    void augClose() throws IOException;

    @Action(name = "aug-defvar", since = "0.0.7", summary = "give an Augeas expression a variable name")
    int augDefvar(String name, @Is(ParamKind.OPT_STRING) @Nullable String expr) throws IOException;

    @Action(
            name = "aug-defnode",
            since = "0.0.7",
            summary = "name the nodes of an expression, creating one if there is none")
    DefinedNode augDefnode(String name, String expr, String val) throws IOException;

    @Action(name = "aug-get", since = "0.0.7", summary = "value stored at an Augeas path")
    String augGet(String augpath) throws IOException;

    @Action(name = "aug-set", since = "0.0.7", summary = "store a value at an Augeas path")
    void augSet(String augpath, String val) throws IOException;

    @Action(name = "aug-insert", since = "0.0.7", summary = "add a sibling before or after an Augeas node")
    void augInsert(String augpath, String label, boolean before) throws IOException;

    @Action(name = "aug-rm", since = "0.0.7", summary = "delete an Augeas subtree and count the nodes deleted")
    int augRm(String augpath) throws IOException;

    @Action(name = "aug-mv", since = "0.0.7", summary = "move an Augeas node")
    void augMv(String src, String dest) throws IOException;

    @Action(name = "aug-match", since = "0.0.7", summary = "paths of the Augeas nodes that an expression matches")
    List<String> augMatch(String augpath) throws IOException;

    @Action(name = "aug-save", since = "0.0.7", summary = "write pending Augeas changes to their files")
    void augSave() throws IOException;

    @Action(name = "aug-load", since = "0.0.7", summary = "parse the files into the Augeas tree again")
    void augLoad() throws IOException;

    @Action(name = "aug-ls", since = "0.0.8", summary = "children of an Augeas path, sorted")
    List<String> augLs(String augpath) throws IOException;

    @Action(name = "aug-clear", since = "1.3.4", summary = "set the value of an Augeas node to none")
    void augClear(String augpath) throws IOException;

    @Action(
            name = "aug-transform",
            since = "1.35.2",
            summary = "have a lens parse (or stop parsing) the files of a pattern")
    void augTransform(String lens, String file, @Opt @Nullable Boolean remove) throws IOException;

    @Action(name = "aug-setm", since = "1.23.14", summary = "store one value in many Augeas nodes")
    int augSetm(String base, @Is(ParamKind.OPT_STRING) @Nullable String sub, String val) throws IOException;

    @Action(name = "aug-label", since = "1.23.14", summary = "last component of the one Augeas node a path names")
    String augLabel(String augpath) throws IOException;
}
