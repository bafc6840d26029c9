package org.guestscope.guestfish.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.guestscope.guest.catalogue.Catalogue;

/** Commands whose names are close to a mistyped one. */
final class NearNames {
    private static final int MOST = 3;
    private static final int LARGEST_DISTANCE = 3;

    private NearNames() {}

    static List<String> of(String word, Shell shell) {
        String typed = word.replace('_', '-').toLowerCase(Locale.ROOT);
        int limit = Math.min(LARGEST_DISTANCE, 1 + typed.length() / 4);
        List<String> names = new ArrayList<>(List.of(Catalogue.load().names()));
        shell.builtins().forEach(builtin -> {
            names.add(builtin.name());
            names.addAll(builtin.aliases());
        });
        return names.stream()
                .filter(name -> distance(typed, name) <= limit)
                .sorted(Comparator.<String>comparingInt(name -> distance(typed, name))
                        // People mistype the first letter least.
                        .thenComparing(name -> !name.substring(0, 1).equals(typed.substring(0, 1)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Edits that turn one word into the other; two letters in the wrong order count as one edit. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
