package org.signetmail.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How the process stands between two rounds, when no check is going on.
 *
 * @param heap in use after a collection, in octets
 * @param threads that run
 * @param files that are open, sockets among them
 * @param cache what the cache of DNS takes, in octets
 */
record Sample(long heap, int threads, long files, long cache) {

    static Sample take(long cache) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Sample(heap, ManagementFactory.getThreadMXBean().getThreadCount(), files, cache);
    }
}
