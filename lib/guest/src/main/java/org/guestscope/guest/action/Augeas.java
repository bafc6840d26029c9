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

    /**
     * Starts Augeas, which shows configuration files as a tree of nodes that can be read and changed. The tree begins
     * at {@code /files}. A session that is open is closed first. To use it mount the guest's filesystems, call {@code
     * aug-init / 0}, then {@code aug-match}, {@code aug-get}, {@code aug-set}, at last {@code aug-save}.
     *
     * @param root the directory whose files are read, {@code /} for the whole guest
     * @param flags the sum of: 1 keep the old file as .augsave, 2 write to .augnew, 4 check lenses, 32 do not load
     *     files at the start
     */
    @Action(name = "aug-init", since = "0.0.7", summary = "start Augeas on the guest's configuration files")
    void augInit(@Is(ParamKind.PATH) String root, int flags) throws IOException;

    /** Ends the Augeas session; changes that were not saved are lost. Fails when none is open. */
    @Action(name = "aug-close", since = "0.0.7", summary = "end the Augeas session")
    void augClose() throws IOException;

    /**
     * Makes the name {@code $name} stand for what an expression gives, for use in later path expressions.
     *
     * @param name the variable's name
     * @param expr the expression; an empty text removes the variable
     * @return the number of nodes in it, 0 when it is not a set of nodes
     */
    @Action(name = "aug-defvar", since = "0.0.7", summary = "give an Augeas expression a variable name")
    int augDefvar(String name, @Is(ParamKind.OPT_STRING) @Nullable String expr) throws IOException;

    /**
     * Makes the name {@code $name} stand for the nodes that an expression matches, and makes the node if there is none.
     *
     * @param name the variable's name
     * @param expr the path expression
     * @param val the value of a node that is made
     * @return the number of nodes, and whether one was made
     */
    @Action(
            name = "aug-defnode",
            since = "0.0.7",
            summary = "name the nodes of an expression, creating one if there is none")
    DefinedNode augDefnode(String name, String expr, String val) throws IOException;

    /**
     * Returns the value of the node {@code augpath}. The path has to match exactly one node that has a value.
     *
     * <pre>{@code
     * aug-get /files/etc/hosts/1/ipaddr
     * }</pre>
     */
    @Action(name = "aug-get", since = "0.0.7", summary = "value stored at an Augeas path")
    String augGet(String augpath) throws IOException;

    /**
     * Gives the node {@code augpath} the value {@code val}, and makes the node if it does not exist. The file changes
     * with {@code aug-save}.
     *
     * <pre>{@code
     * aug-set /files/etc/ssh/sshd_config/PermitRootLogin no
     * }</pre>
     */
    @Action(name = "aug-set", since = "0.0.7", summary = "store a value at an Augeas path")
    void augSet(String augpath, String val) throws IOException;

    /**
     * Makes a new node beside the node {@code augpath}, which is how lines get their order.
     *
     * @param label the name of the new node
     * @param before whether it comes before the node; else after it
     */
    @Action(name = "aug-insert", since = "0.0.7", summary = "add a sibling before or after an Augeas node")
    void augInsert(String augpath, String label, boolean before) throws IOException;

    /**
     * Deletes the nodes that {@code augpath} matches with all below them.
     *
     * @return the number of nodes deleted
     */
    @Action(name = "aug-rm", since = "0.0.7", summary = "delete an Augeas subtree and count the nodes deleted")
    int augRm(String augpath) throws IOException;

    /**
     * Moves the node {@code src} with all below it to {@code dest}, replacing what is there. Both have to be exactly
     * one node; {@code dest} may be new.
     */
    @Action(name = "aug-mv", since = "0.0.7", summary = "move an Augeas node")
    void augMv(String src, String dest) throws IOException;

    /**
     * Returns the paths of all nodes that {@code augpath} matches; it may hold {@code *} and conditions in brackets.
     *
     * <pre>{@code
     * aug-match /files/etc/fstab/*[file='/']
     * }</pre>
     */
    @Action(name = "aug-match", since = "0.0.7", summary = "paths of the Augeas nodes that an expression matches")
    List<String> augMatch(String augpath) throws IOException;

    /**
     * Writes all changed files. When one cannot be written as its lens demands, nothing is written and the reason is
     * below {@code /augeas//error}.
     */
    @Action(name = "aug-save", since = "0.0.7", summary = "write pending Augeas changes to their files")
    void augSave() throws IOException;

    /**
     * Reads the files into the tree, losing changes that were not saved. Needed after {@code aug-transform} or when
     * files were changed otherwise.
     */
    @Action(name = "aug-load", since = "0.0.7", summary = "parse the files into the Augeas tree again")
    void augLoad() throws IOException;

    /** Returns the paths of the nodes directly below {@code augpath}, sorted. The path has no slash at its end. */
    @Action(name = "aug-ls", since = "0.0.8", summary = "children of an Augeas path, sorted")
    List<String> augLs(String augpath) throws IOException;

    /** Takes the value of the node {@code augpath} away, and makes the node if it does not exist. */
    @Action(name = "aug-clear", since = "1.3.4", summary = "set the value of an Augeas node to none")
    void augClear(String augpath) throws IOException;

    /**
     * Lets a lens parse further files, from the next {@code aug-load} on.
     *
     * @param lens the lens, as {@code Module.lns}
     * @param file a path with shell patterns
     * @param remove whether these files are to be left out instead; false unless given
     */
    @Action(
            name = "aug-transform",
            since = "1.35.2",
            summary = "have a lens parse (or stop parsing) the files of a pattern")
    void augTransform(String lens, String file, @Opt @Nullable Boolean remove) throws IOException;

    /**
     * Gives many nodes one value.
     *
     * @param base an expression for the nodes to begin at
     * @param sub an expression relative to each of them; an empty text means the nodes themselves
     * @param val the value
     * @return the number of nodes changed
     */
    @Action(name = "aug-setm", since = "1.23.14", summary = "store one value in many Augeas nodes")
    int augSetm(String base, @Is(ParamKind.OPT_STRING) @Nullable String sub, String val) throws IOException;

    /**
     * Returns the name of the node {@code augpath} without what stands above it. The path has to match exactly one
     * node.
     */
    @Action(name = "aug-label", since = "1.23.14", summary = "last component of the one Augeas node a path names")
    String augLabel(String augpath) throws IOException;
}
