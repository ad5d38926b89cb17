package io.htcgrid.data.archive;

/**
 * The parts of the zip format that archives are made of: stored entries with names in UTF-8 and the
 * modes of Unix, without comments, extra fields or the 64-bit extension.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipLayout {
  static final int LOCAL = 0x04034b50;
  static final int LOCAL_BYTES = 30;
  static final int CENTRAL = 0x02014b50;
  static final int CENTRAL_BYTES = 46;
  static final int END = 0x06054b50;
  static final int END_BYTES = 22;

  /** Version 2.0 of the format. */
  static final short VERSION = 20;

  static final int UNIX = 3;
  static final short UTF_8_NAMES = 0x0800;
  static final short STORED = 0;

  /** 1 January 1980, the first day there is: the same folder packed later is the same archive. */
  static final short NO_DATE = 0x0021;

  static final int TYPE = 0170000;
  static final int REGULAR = 0100000;
  static final int SYMBOLIC_LINK = 0120000;
  static final int ANY_EXECUTE = 0111;
  static final int PLAIN_MODE = REGULAR | 0644;
  static final int EXECUTABLE_MODE = REGULAR | 0755;

  private ZipLayout() {}
}
