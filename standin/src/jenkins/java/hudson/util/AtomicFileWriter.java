package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Stand-in: a file that is there as a whole, forced to disk, or as it was before. */
public class AtomicFileWriter extends Writer {
    private final Path temporary;
    private final Path destination;
    private final FileOutputStream file;
    private final Writer core;

    public AtomicFileWriter(@NonNull Path destinationPath, @NonNull Charset charset) throws IOException {
        destination = destinationPath;
        Path directory = destinationPath.getParent();
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException("not writable: " + directory);
        }
        temporary = Files.createTempFile(directory, destinationPath.getFileName() + "-atomic", "tmp");
        file = new FileOutputStream(temporary.toFile());
        core = new OutputStreamWriter(file, charset);
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        core.write(buffer, offset, length);
    }

    @Override
    public void flush() throws IOException {
        core.flush();
    }

    @Override
    public void close() throws IOException {
        core.flush();
        if (file.getChannel().isOpen()) {
            file.getFD().sync();
        }
        core.close();
    }

    public void abort() throws IOException {
        core.close();
        Files.deleteIfExists(temporary);
    }

    public void commit() throws IOException {
        close();
        Files.move(temporary, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(destination.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
