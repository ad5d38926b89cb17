package io.htcgrid.data.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what {@link ZipWriter} writes, and refuses everything else. As nothing is compressed, files
 * never have more bytes together than their archive.
 */
final class ZipReader {
  /** The longest name of each of {@link FolderArchive#MAX_FILES}, and its header. */
  private static final long MAX_DIRECTORY_BYTES = 11L << 20;

  private final FileChannel archive;

  ZipReader(FileChannel archive) {
    this.archive = archive;
  }

  /** All files, checked: their names, their kinds, and that each lies within the archive. */
  List<ArchivedFile> files() throws IOException {
    long size = archive.size();
    if (size < ZipLayout.END_BYTES) {
      throw foreign();
    }
    ByteBuffer end = read(size - ZipLayout.END_BYTES, ZipLayout.END_BYTES);
    int count = Short.toUnsignedInt(end.getShort(10));
    long directoryBytes = Integer.toUnsignedLong(end.getInt(12));
    long directory = Integer.toUnsignedLong(end.getInt(16));
    if (end.getInt(0) != ZipLayout.END
        || end.getShort(20) != 0
        || directory + directoryBytes != size - ZipLayout.END_BYTES
        || directoryBytes > MAX_DIRECTORY_BYTES) {
      throw foreign();
    }
    if (count > FolderArchive.MAX_FILES) {
      throw new ArchiveException(
          "it has " + count + " files; there may be " + FolderArchive.MAX_FILES);
    }
    return files(count, directory, read(directory, (int) directoryBytes));
  }

  private static List<ArchivedFile> files(int count, long directory, ByteBuffer headers)
      throws ArchiveException {
    List<ArchivedFile> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      ArchivedFile file = file(headers);
      bytes += file.size();
      if (file.offset() + ZipLayout.LOCAL_BYTES + file.size() > directory || bytes > directory) {
        throw foreign();
      }
      if (!names.add(file.name())) {
        throw new ArchiveException("it has \"" + file.name() + "\" twice");
      }
      files.add(file);
    }
    if (headers.hasRemaining()) {
      throw foreign();
    }
    return files;
  }

  private static ArchivedFile file(ByteBuffer headers) throws ArchiveException {
    if (headers.remaining() < ZipLayout.CENTRAL_BYTES) {
      throw foreign();
    }
    ByteBuffer header = headers.slice().order(ByteOrder.LITTLE_ENDIAN);
    int nameBytes = Short.toUnsignedInt(header.getShort(28));
    int whole = ZipLayout.CENTRAL_BYTES + nameBytes;
    if (header.getInt(0) != ZipLayout.CENTRAL
        || header.getShort(30) != 0
        || header.getShort(32) != 0
        || whole > header.remaining()) {
      throw foreign();
    }
    byte[] text = new byte[nameBytes];
    header.get(ZipLayout.CENTRAL_BYTES, text);
    String name = new String(text, StandardCharsets.UTF_8);
    ArchivedFile.checkName(name);
    long size = Integer.toUnsignedLong(header.getInt(24));
    if (header.getShort(10) != ZipLayout.STORED
        || Integer.toUnsignedLong(header.getInt(20)) != size) {
      throw new ArchiveException(
          "\"" + name + "\" is compressed; 'htcgrid functions push' compresses nothing");
    }
    int mode = mode(header, name);
    headers.position(headers.position() + whole);
    return new ArchivedFile(
        name,
        (mode & ZipLayout.ANY_EXECUTE) != 0,
        size,
        Integer.toUnsignedLong(header.getInt(16)),
        Integer.toUnsignedLong(header.getInt(42)));
  }

  private static int mode(ByteBuffer header, String name) throws ArchiveException {
    int system = header.get(5);
    int mode = header.getInt(38) >>> 16;
    int type = mode & ZipLayout.TYPE;
    if (system == ZipLayout.UNIX && type == ZipLayout.REGULAR) {
      return mode;
    }
    throw new ArchiveException(
        "\""
            + name
            + (system == ZipLayout.UNIX && type == ZipLayout.SYMBOLIC_LINK
                ? "\" is a symbolic link"
                : "\" is no regular file"));
  }

  /** Where the file's bytes begin. */
  long start(ArchivedFile file) throws IOException {
    ByteBuffer header = read(file.offset(), ZipLayout.LOCAL_BYTES);
    int nameBytes = Short.toUnsignedInt(header.getShort(26));
    if (header.getInt(0) != ZipLayout.LOCAL
        || header.getShort(28) != 0
        || nameBytes != file.name().getBytes(StandardCharsets.UTF_8).length) {
      throw foreign();
    }
    return file.offset() + ZipLayout.LOCAL_BYTES + nameBytes;
  }

  private ByteBuffer read(long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (archive.read(buffer, position + buffer.position()) < 0) {
        throw foreign();
      }
    }
    return buffer.flip();
  }

  private static ArchiveException foreign() {
    return new ArchiveException("it is none that 'htcgrid functions push' made");
  }
}
