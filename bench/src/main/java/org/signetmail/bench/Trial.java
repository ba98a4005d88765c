package org.signetmail.bench;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something to be measured once and told in words, for which a row of the table has no room.
 *
 * @param name what a pattern on the command line finds it by
 * @param report measures, and tells what came out in Markdown
 */
record Trial(String name, Callable<String> report) {

    static List<Trial> all() {
        return List.of(
                new Trial("throughput, 10,000 messages of 2 KB, answers after 20 ms", Throughput::report),
                new Trial("DNS in packets, the name server another process", Packets::report),
                new Trial("DNS in packets, answers after 20 ms", Packets::waiting),
                new Trial("DNS in packets, beside others that do parts of the job", PeerPackets::report),
                new Trial("DNS, honest messages beside hostile ones", Neighbours::report),
                new Trial("side by side", SideBySide::report),
                new Trial("first verdict in a fresh JVM", FirstVerdict::report),
                new Trial("memory", Memory::report));
    }
}
