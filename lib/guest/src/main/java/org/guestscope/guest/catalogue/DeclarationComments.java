package org.guestscope.guest.catalogue;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documentation comments of the families' methods, which are the long texts of help and manual pages; runs when
 * the module is built, never in a tool.
 */
final class DeclarationComments {

    private DeclarationComments() {}

    /** The text of every method with a comment in some source files, by {@code Interface.method}. */
    static Map<String, ActionText> read(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler: build with a JDK");
        }
        Map<String, ActionText> texts = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Methods(trees, texts).scan(unit, null);
            }
        }
        return texts;
    }

    private static final class Methods extends TreePathScanner<@Nullable Void, @Nullable String> {
        private final DocTrees trees;
        private final Map<String, ActionText> texts;

        Methods(DocTrees trees, Map<String, ActionText> texts) {
            this.trees = trees;
            this.texts = texts;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable String outer) {
            return super.visitClass(type, type.getSimpleName().toString());
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable String type) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                String name = type + "." + method.getName();
                texts.put(name, text(comment, trees, name));
            }
            return null;
        }
    }

    private static ActionText text(DocCommentTree comment, DocTrees trees, String where) {
        Map<String, String> params = new LinkedHashMap<>();
        String result = "";
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                params.put(param.getName().toString(), new Prose(trees, where).text(param.getDescription()));
            } else if (tag instanceof ReturnTree returns) {
                result = new Prose(trees, where).text(returns.getDescription());
            } else {
                throw new IllegalArgumentException(where + ": " + tag + " is not understood");
            }
        }
        return new ActionText(new Prose(trees, where).text(comment.getFullBody()), params, result);
    }

    /** Turns a part of a comment into paragraphs. */
    private static final class Prose {
        private final DocTrees trees;
        private final String where;
        private final List<String> paragraphs = new ArrayList<>();
        private StringBuilder current = new StringBuilder();
        private boolean lines;

        Prose(DocTrees trees, String where) {
            this.trees = trees;
            this.where = where;
        }

        String text(List<? extends DocTree> parts) {
            append(parts);
            endParagraph();
            return String.join("\n\n", paragraphs);
        }

        private void append(List<? extends DocTree> parts) {
            for (DocTree part : parts) {
                append(part);
            }
        }

        private void append(DocTree part) {
            switch (part.getKind()) {
                case TEXT -> current.append(((TextTree) part).getBody());
                case CODE -> appendCode(((LiteralTree) part).getBody().getBody());
                case ENTITY -> current.append(trees.getCharacters((EntityTree) part));
                case RETURN -> {
                    current.append("Returns ");
                    append(((ReturnTree) part).getDescription());
                    current.append('.');
                }
                case START_ELEMENT -> {
                    String element = ((StartElementTree) part).getName().toString();
                    if (!element.equals("p") && !element.equals("pre")) {
                        throw new IllegalArgumentException(where + ": <" + element + "> is not understood");
                    }
                    endParagraph();
                    lines = element.equals("pre");
                }
                case END_ELEMENT -> endParagraph();
                default -> throw new IllegalArgumentException(where + ": " + part + " is not understood");
            }
        }

        private void appendCode(String code) {
            if (lines) {
                current.append(code);
            } else {
                current.append('`').append(code.trim()).append('`');
            }
        }

        private void endParagraph() {
            String text = lines
                    ? current.toString().stripIndent().strip().indent(2).stripTrailing()
                    : current.toString().strip().replaceAll("\\s+", " ");
            if (!text.isBlank()) {
                paragraphs.add(text);
            }
            current = new StringBuilder();
            lines = false;
        }
    }
}
