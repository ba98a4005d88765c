package org.signetmail.cli.growth;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What {@link GrowthTest} must find, and one that it must not. */
public final class PlantedGrowth implements Supplier<Map<String, IntFunction<Runnable>>> {

    private static final int BASE = 2000;

    private long kept;

    @Override
    public Map<String, IntFunction<Runnable>> get() {
        return Map.of(
                "linear", times -> () -> loop(BASE * times, 100),
                "loop", times -> () -> loop(BASE * times, BASE * times),
                "scan", times -> () -> scan("x".repeat(BASE * times)),
                "copy", times -> () -> copy("x".repeat(BASE * times)));
    }

    private void loop(int outer, int inner) {
        for (int i = 0; i < outer; i++) {
            for (int j = 0; j < inner; j++) {
                kept += i ^ j;
            }
        }
    }

    private void scan(String text) {
        for (int i = 0; i < text.length(); i++) {
            kept += text.indexOf(';', i);
        }
    }

    private void copy(String text) {
        String longer = "";
        for (int i = 0; i < text.length(); i++) {
            longer = longer.concat(text.substring(i, i + 1));
        }
        kept += longer.length();
    }

    /** What came of it, so that it is not for nothing. */
    long kept() {
        return kept;
    }
}
