package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.HivexNode;
import org.guestscope.guest.struct.HivexValue;
import org.jspecify.annotations.Nullable;

/** Reads and changes Windows registry hives. */
@Family(title = "Windows registry")
public interface Hivex {

    @Action(name = "hivex-open", since = "1.19.35", feature = "hivex", summary = "open a Windows registry hive")
    void hivexOpen(
            @Is(ParamKind.PATH) String filename,
            @Opt @Nullable Boolean verbose,
            @Opt @Nullable Boolean debug,
            @Opt @Nullable Boolean write,
            @Opt @Nullable Boolean unsafe)
            throws IOException;

    @Action(name = "hivex-close", since = "1.19.35", feature = "hivex", summary = "close the registry hive")
    void hivexClose() throws IOException;

    @Action(name = "hivex-root", since = "1.19.35", feature = "hivex", summary = "root key of the registry hive")
    long hivexRoot() throws IOException;

    @Action(name = "hivex-node-name", since = "1.19.35", feature = "hivex", summary = "name of a registry key")
    String hivexNodeName(long nodeh) throws IOException;

    @Action(name = "hivex-node-children", since = "1.19.35", feature = "hivex", summary = "keys below a registry key")
    List<HivexNode> hivexNodeChildren(long nodeh) throws IOException;

    @Action(
            name = "hivex-node-get-child",
            since = "1.19.35",
            feature = "hivex",
            summary = "key with a name below a registry key")
    long hivexNodeGetChild(long nodeh, String name) throws IOException;

    @Action(name = "hivex-node-parent", since = "1.19.35", feature = "hivex", summary = "key above a registry key")
    long hivexNodeParent(long nodeh) throws IOException;

    @Action(name = "hivex-node-values", since = "1.19.35", feature = "hivex", summary = "values of a registry key")
    List<HivexValue> hivexNodeValues(long nodeh) throws IOException;

    @Action(
            name = "hivex-node-get-value",
            since = "1.19.35",
            feature = "hivex",
            summary = "value with a name in a registry key")
    long hivexNodeGetValue(long nodeh, String key) throws IOException;

    @Action(name = "hivex-value-key", since = "1.19.35", feature = "hivex", summary = "name of a registry value")
    String hivexValueKey(long valueh) throws IOException;

    @Action(
            name = "hivex-value-type",
            since = "1.19.35",
            feature = "hivex",
            summary = "type number of a registry value")
    long hivexValueType(long valueh) throws IOException;

    @Action(name = "hivex-value-value", since = "1.19.35", feature = "hivex", summary = "bytes of a registry value")
    byte[] hivexValueValue(long valueh) throws IOException;

    @Action(name = "hivex-value-string", since = "1.37.22", feature = "hivex", summary = "registry value as text")
    String hivexValueString(long valueh) throws IOException;

    @Action(name = "hivex-commit", since = "1.19.35", feature = "hivex", summary = "write the registry hive's changes")
    void hivexCommit(@Is(ParamKind.OPT_STRING) @Nullable String filename) throws IOException;

    @Action(
            name = "hivex-node-add-child",
            since = "1.19.35",
            feature = "hivex",
            summary = "add a key below a registry key")
    long hivexNodeAddChild(long parent, String name) throws IOException;

    @Action(
            name = "hivex-node-delete-child",
            since = "1.19.35",
            feature = "hivex",
            summary = "delete a registry key and all below it")
    void hivexNodeDeleteChild(long nodeh) throws IOException;

    @Action(
            name = "hivex-node-set-value",
            since = "1.19.35",
            feature = "hivex",
            summary = "set one value of a registry key")
    void hivexNodeSetValue(long nodeh, String key, long t, byte[] val) throws IOException;

    @Action(
            name = "hivex-value-utf8",
            since = "1.19.35",
            feature = "hivex",
            deprecated = true,
            deprecatedBy = "hivex-value-string",
            summary = "registry value as text")
    String hivexValueUtf8(long valueh) throws IOException;
}
