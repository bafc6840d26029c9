package org.guestscope.virtwhat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.guestscope.cli.Json;
import org.guestscope.cli.PrintableText;
import org.guestscope.virtwhat.evidence.Evidence;
import org.guestscope.virtwhat.evidence.Root.Unreadable;
import org.guestscope.virtwhat.facts.Fact;
import org.guestscope.virtwhat.facts.Findings;
import org.guestscope.virtwhat.facts.Layer;
import org.guestscope.virtwhat.facts.Seen;

/** The forms in which findings are printed. What the machine said is made printable, wherever it goes. */
final class Report {

    private Report() {}

    static void print(Arguments.Form form, Findings findings, Evidence evidence, PrintStream out) throws IOException {
        switch (form) {
            case EXPLANATION -> explanation(findings, evidence, out);
            case TREE -> tree(findings, out);
            case JSON -> json(findings, evidence, out);
            default -> facts(findings, out);
        }
    }

    private static void facts(Findings findings, PrintStream out) {
        for (Fact fact : findings.all()) {
            out.println(fact.name());
        }
    }

    private static void explanation(Findings findings, Evidence evidence, PrintStream out) {
        for (Fact fact : findings.all()) {
            out.println(fact.name() + " (" + fact.layer().title() + (fact.known() ? ")" : ", further fact)"));
            for (Seen seen : fact.evidence()) {
                out.println("    " + PrintableText.of(seen.source()) + ": " + PrintableText.of(seen.said()));
            }
        }
        if (findings.all().isEmpty()) {
            out.println("nothing was seen of a hypervisor, a cloud or a container");
        }
        if (!evidence.root().unreadable().isEmpty()) {
            out.println("could not be read");
            for (Unreadable file : evidence.root().unreadable()) {
                out.println("    " + PrintableText.of(file.path()) + ": " + PrintableText.of(file.why()));
            }
        }
    }

    private static void tree(Findings findings, PrintStream out) {
        int depth = 0;
        for (Layer layer : Layer.values()) {
            List<Fact> facts = findings.in(layer);
            if (facts.isEmpty() && layer != Layer.MACHINE) {
                continue;
            }
            StringBuilder line = new StringBuilder();
            if (depth > 0) {
                line.append("   ".repeat(depth - 1)).append("└─ ");
            }
            line.append(layer.title()).append(": ");
            for (int i = 0; i < facts.size(); i++) {
                line.append(i == 0 ? "" : ", ").append(facts.get(i).name());
            }
            out.println(facts.isEmpty() ? line.append("no hypervisor seen") : line);
            depth++;
        }
    }

    private static void json(Findings findings, Evidence evidence, PrintStream out) throws IOException {
        try (JsonGenerator json = Json.pretty(out)) {
            json.enable(JsonGenerator.Feature.ESCAPE_NON_ASCII);
            json.writeStartObject();
            writeNames(json, "facts", findings.all(), true);
            writeNames(json, "further_facts", findings.all(), false);
            json.writeArrayFieldStart("layers");
            for (Layer layer : Layer.values()) {
                writeLayer(json, layer, findings.in(layer));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("unreadable");
            for (Unreadable file : evidence.root().unreadable()) {
                json.writeStartObject();
                json.writeStringField("path", file.path());
                json.writeStringField("why", file.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    private static void writeNames(JsonGenerator json, String field, List<Fact> facts, boolean known)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Fact fact : facts) {
            if (fact.known() == known) {
                json.writeString(fact.name());
            }
        }
        json.writeEndArray();
    }

    private static void writeLayer(JsonGenerator json, Layer layer, List<Fact> facts) throws IOException {
        if (facts.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("layer", layer.title());
        json.writeArrayFieldStart("facts");
        for (Fact fact : facts) {
            json.writeStartObject();
            json.writeStringField("fact", fact.name());
            json.writeArrayFieldStart("evidence");
            for (Seen seen : fact.evidence()) {
                json.writeStartObject();
                json.writeStringField("source", seen.source());
                json.writeStringField("said", seen.said());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What could not be read and why, in one line. */
    static String unreadable(Evidence evidence) {
        StringBuilder line = new StringBuilder();
        for (Unreadable file : evidence.root().unreadable()) {
            line.append(line.length() == 0 ? "cannot read " : ", ")
                    .append(file.path())
                    .append(": ")
                    .append(file.why());
        }
        return line.toString();
    }
}
