package io.htcgrid.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Writes an archive, file by file. Not thread-safe. */
final class ZipWriter {
  private final OutputStream out;
  private final List<ArchivedFile> files = new ArrayList<>();
  private long offset;

  ZipWriter(OutputStream out) {
    this.out = out;
  }

  void add(String name, Path file, boolean executable) throws IOException {
    // The header comes first and needs both.
    CRC32 checksum = new CRC32();
    long size = copy(file, checksum, OutputStream.nullOutputStream());
    ArchivedFile entry = new ArchivedFile(name, executable, size, checksum.getValue(), offset);
    files.add(entry);
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = buffer(ZipLayout.LOCAL_BYTES + text.length);
    header.putInt(ZipLayout.LOCAL);
    common(header, entry, text.length);
    header.put(text);
    write(header);
    CRC32 again = new CRC32();
    long copied = copy(file, again, out);
    if (copied != size || again.getValue() != checksum.getValue()) {
      throw new ArchiveException(file + " changed while it was read; try again when it is at rest");
    }
    offset += copied;
  }

  private static long copy(Path file, CRC32 checksum, OutputStream to) throws IOException {
    checksum.reset();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
      return in.transferTo(to);
    }
  }

  /** Writes what comes after the last file. */
  void end() throws IOException {
    long directory = offset;
    for (ArchivedFile file : files) {
      byte[] text = file.name().getBytes(StandardCharsets.UTF_8);
      ByteBuffer header = buffer(ZipLayout.CENTRAL_BYTES + text.length);
      header.putInt(ZipLayout.CENTRAL);
      header.putShort((short) (ZipLayout.UNIX << 8 | ZipLayout.VERSION));
      common(header, file, text.length);
      // No comment, on disk 0, no internal attributes.
      header.putShort((short) 0).putShort((short) 0).putShort((short) 0);
      int mode = file.executable() ? ZipLayout.EXECUTABLE_MODE : ZipLayout.PLAIN_MODE;
      header.putInt(mode << 16).putInt((int) file.offset()).put(text);
      write(header);
    }
    ByteBuffer end = buffer(ZipLayout.END_BYTES);
    end.putInt(ZipLayout.END).putShort((short) 0).putShort((short) 0);
    end.putShort((short) files.size()).putShort((short) files.size());
    end.putInt((int) (offset - directory)).putInt((int) directory).putShort((short) 0);
    write(end);
  }

  /** What both headers of a file have. */
  private static void common(ByteBuffer header, ArchivedFile file, int nameBytes) {
    header.putShort(ZipLayout.VERSION).putShort(ZipLayout.UTF_8_NAMES).putShort(ZipLayout.STORED);
    header.putShort((short) 0).putShort(ZipLayout.NO_DATE);
    header.putInt((int) file.crc32()).putInt((int) file.size()).putInt((int) file.size());
    header.putShort((short) nameBytes).putShort((short) 0);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer header) throws IOException {
    out.write(header.array(), header.arrayOffset(), header.capacity());
    offset += header.capacity();
  }
}
