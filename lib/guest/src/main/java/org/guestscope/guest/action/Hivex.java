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

    /**
     * Opens a Windows registry hive of the guest; one that is open is closed first. Keys and values are named by
     * numbers that the other {@code hivex} commands give.
     *
     * <pre>{@code
     * hivex-open /windows/system32/config/software
     * }</pre>
     *
     * @param filename the hive
     * @param verbose whether the library prints what it does; false unless given
     * @param debug whether it prints even more; false unless given
     * @param write whether changes will be made; false unless given
     * @param unsafe whether to read past faults in the hive; false unless given
     */
    @Action(name = "hivex-open", since = "1.19.35", feature = "hivex", summary = "open a Windows registry hive")
    void hivexOpen(
            @Is(ParamKind.PATH) String filename,
            @Opt @Nullable Boolean verbose,
            @Opt @Nullable Boolean debug,
            @Opt @Nullable Boolean write,
            @Opt @Nullable Boolean unsafe)
            throws IOException;

    /** Closes the hive; changes that were not committed are lost. Fails when none is open. */
    @Action(name = "hivex-close", since = "1.19.35", feature = "hivex", summary = "close the registry hive")
    void hivexClose() throws IOException;

    /** Returns the number of the hive's topmost key. */
    @Action(name = "hivex-root", since = "1.19.35", feature = "hivex", summary = "root key of the registry hive")
    long hivexRoot() throws IOException;

    /** Returns the name of the key {@code nodeh}. */
    @Action(name = "hivex-node-name", since = "1.19.35", feature = "hivex", summary = "name of a registry key")
    String hivexNodeName(long nodeh) throws IOException;

    /** Returns the numbers of the keys directly below the key {@code nodeh}. */
    @Action(name = "hivex-node-children", since = "1.19.35", feature = "hivex", summary = "keys below a registry key")
    List<HivexNode> hivexNodeChildren(long nodeh) throws IOException;

    /**
     * Returns the number of the key with the name {@code name} below the key {@code nodeh}, in any case; 0 when there
     * is none.
     */
    @Action(
            name = "hivex-node-get-child",
            since = "1.19.35",
            feature = "hivex",
            summary = "key with a name below a registry key")
    long hivexNodeGetChild(long nodeh, String name) throws IOException;

    /** Returns the number of the key above the key {@code nodeh}. The topmost key has none. */
    @Action(name = "hivex-node-parent", since = "1.19.35", feature = "hivex", summary = "key above a registry key")
    long hivexNodeParent(long nodeh) throws IOException;

    /** Returns the numbers of the values of the key {@code nodeh}. */
    @Action(name = "hivex-node-values", since = "1.19.35", feature = "hivex", summary = "values of a registry key")
    List<HivexValue> hivexNodeValues(long nodeh) throws IOException;

    /**
     * Returns the number of one value of the key {@code nodeh}; 0 when there is none.
     *
     * @param key the value's name, in any case; empty for the key's default value
     */
    @Action(
            name = "hivex-node-get-value",
            since = "1.19.35",
            feature = "hivex",
            summary = "value with a name in a registry key")
    long hivexNodeGetValue(long nodeh, String key) throws IOException;

    /** Returns the name of the value {@code valueh}; empty for a key's default value. */
    @Action(name = "hivex-value-key", since = "1.19.35", feature = "hivex", summary = "name of a registry value")
    String hivexValueKey(long valueh) throws IOException;

    /**
     * Returns the type number of the value {@code valueh}: 1 text, 2 text with variables, 3 bytes, 4 a 32-bit number, 7
     * several texts, 11 a 64-bit number.
     */
    @Action(
            name = "hivex-value-type",
            since = "1.19.35",
            feature = "hivex",
            summary = "type number of a registry value")
    long hivexValueType(long valueh) throws IOException;

    /** Returns the bytes of the value {@code valueh} as the hive has them; texts are in UTF-16, little end first. */
    @Action(name = "hivex-value-value", since = "1.19.35", feature = "hivex", summary = "bytes of a registry value")
    byte[] hivexValueValue(long valueh) throws IOException;

    /** Returns the value {@code valueh}, which has to be a text, in UTF-8. */
    @Action(name = "hivex-value-string", since = "1.37.22", feature = "hivex", summary = "registry value as text")
    String hivexValueString(long valueh) throws IOException;

    /**
     * Writes the changes to the hive, which was opened with {@code write:true}.
     *
     * @param filename another file to write instead; an empty text means the hive's own
     */
    @Action(name = "hivex-commit", since = "1.19.35", feature = "hivex", summary = "write the registry hive's changes")
    void hivexCommit(@Is(ParamKind.OPT_STRING) @Nullable String filename) throws IOException;

    /**
     * Makes a key with the name {@code name} below the key {@code parent}, without values.
     *
     * @return the new key's number
     */
    @Action(
            name = "hivex-node-add-child",
            since = "1.19.35",
            feature = "hivex",
            summary = "add a key below a registry key")
    long hivexNodeAddChild(long parent, String name) throws IOException;

    /** Deletes the key {@code nodeh} with all keys and values below it; not the topmost one. */
    @Action(
            name = "hivex-node-delete-child",
            since = "1.19.35",
            feature = "hivex",
            summary = "delete a registry key and all below it")
    void hivexNodeDeleteChild(long nodeh) throws IOException;

    /**
     * Sets one value of the key {@code nodeh}, and makes it if it does not exist.
     *
     * @param key the value's name; empty for the key's default value
     * @param t its type number, as {@code hivex-value-type} gives it
     * @param val its bytes; texts in UTF-16, little end first, with two NUL bytes at the end
     */
    @Action(
            name = "hivex-node-set-value",
            since = "1.19.35",
            feature = "hivex",
            summary = "set one value of a registry key")
    void hivexNodeSetValue(long nodeh, String key, long t, byte[] val) throws IOException;

    /** Returns the value {@code valueh}, which has to be a text, in UTF-8. */
    @Action(
            name = "hivex-value-utf8",
            since = "1.19.35",
            feature = "hivex",
            deprecated = true,
            deprecatedBy = "hivex-value-string",
            summary = "registry value as text")
    String hivexValueUtf8(long valueh) throws IOException;
}
