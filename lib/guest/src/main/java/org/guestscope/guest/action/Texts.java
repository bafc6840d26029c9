package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Reads and searches files as text. */
@Family(title = "text files")
public interface Texts {

    @Action(name = "cat", since = "0.0.4", summary = "contents of a text file")
    String cat(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "read-lines", since = "0.0.7", summary = "a text file as a list of lines")
    List<String> readLines(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "equal", since = "1.0.18", summary = "whether two files hold the same bytes")
    boolean equal(@Is(ParamKind.PATH) String file1, @Is(ParamKind.PATH) String file2) throws IOException;

    @Action(name = "strings", since = "1.0.22", summary = "runs of printable characters in a file")
    List<String> strings(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "strings-e",
            since = "1.0.22",
            summary = "runs of printable characters in a file, in a given encoding")
    List<String> stringsE(String encoding, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "hexdump", since = "1.0.22", summary = "a file in hexadecimal with its printable characters beside")
    String hexdump(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "wc-l", since = "1.0.54", summary = "number of lines in a file")
    int wcL(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "wc-w", since = "1.0.54", summary = "number of words in a file")
    int wcW(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "wc-c", since = "1.0.54", summary = "number of bytes in a file")
    int wcC(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "head", since = "1.0.54", summary = "first ten lines of a file")
    List<String> head(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "head-n", since = "1.0.54", summary = "first lines of a file")
    List<String> headN(int nrlines, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "tail", since = "1.0.54", summary = "last ten lines of a file")
    List<String> tail(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "tail-n", since = "1.0.54", summary = "last lines of a file")
    List<String> tailN(int nrlines, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "grep",
            since = "1.0.66",
            aliases = {"grep-opts"},
            summary = "lines of a file that match a pattern")
    List<String> grep(
            String regex,
            @Is(ParamKind.PATH) String path,
            @Opt @Nullable Boolean extended,
            @Opt @Nullable Boolean fixed,
            @Opt @Nullable Boolean insensitive,
            @Opt @Nullable Boolean compressed)
            throws IOException;

    @Action(
            name = "zfile",
            since = "1.0.59",
            deprecated = true,
            deprecatedBy = "file",
            summary = "kind of the data inside a compressed file")
    String zfile(String meth, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "egrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that match an extended regular expression")
    List<String> egrep(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "fgrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that hold a fixed text")
    List<String> fgrep(String pattern, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "grepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that match a regular expression in any case")
    List<String> grepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "egrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that match an extended regular expression in any case")
    List<String> egrepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "fgrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that hold a fixed text in any case")
    List<String> fgrepi(String pattern, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "zgrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that match a regular expression")
    List<String> zgrep(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "zegrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that match an extended regular expression")
    List<String> zegrep(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "zfgrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that hold a fixed text")
    List<String> zfgrep(String pattern, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "zgrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that match a regular expression in any case")
    List<String> zgrepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "zegrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file matching an extended expression in any case")
    List<String> zegrepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "zfgrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that hold a fixed text in any case")
    List<String> zfgrepi(String pattern, @Is(ParamKind.PATH) String path) throws IOException;
}
