package org.signetmail.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Private keys in files. */
final class KeyFile {

    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeyFile() {}

    /**
     * Writes a key to a file that nobody else may read, not even for a moment.
     *
     * @param replace whether a file that is there may go
     * @throws UsageException when there is a file and it may not
     */
    static void write(String name, String pem, boolean replace) throws UsageException, OutputException {
        try {
            Path file = Path.of(name);
            if (!replace) {
                create(file, pem);
                return;
            }
            // Beside it and then in its place, so that a file with other permissions does not keep them.
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(beside);
            create(beside, pem);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--out: " + Printable.of(name)
                    + " is there already, and a key that is lost cannot be made again; --force replaces it");
        } catch (InvalidPathException e) {
            throw new UsageException("--out: no name for a file: " + Printable.of(name));
        } catch (IOException e) {
            throw new OutputException(Printable.of(name), e);
        }
    }

    private static void create(Path file, String pem) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileAttribute<?>[] attributes =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {OWNER_ALONE}
                        : new FileAttribute<?>[0];
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, options, attributes))) {
            out.write(pem.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
