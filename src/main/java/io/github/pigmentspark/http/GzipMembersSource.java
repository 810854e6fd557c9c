package io.github.pigmentspark.http;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;

/**
 * The content of a gzip file (RFC 1952) with one or more members. Okio's GzipSource rejects a
 * second member, and {@link java.util.zip.GZIPInputStream} treats an error in a second member's
 * header as the end of the data.
 */
final class GzipMembersSource implements Source {
  private static final int MAGIC = 0x1F8B;
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final BufferedSource source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] compressed = new byte[8 * 1024];
  private final byte[] content = new byte[8 * 1024];
  private int compressedCount;
  private boolean inMember;
  private boolean anyMemberRead;

  GzipMembersSource(BufferedSource source) {
    this.source = source;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    while (inMember || !anyMemberRead || !source.exhausted()) {
      if (!inMember) {
        readHeader();
        inMember = true;
      }
      int count = inflate((int) Math.min(byteCount, content.length));
      if (count > 0) {
        crc.update(content, 0, count);
        sink.write(content, 0, count);
        return count;
      }
      if (inflater.finished()) {
        readTrailer();
        inflater.reset();
        crc.reset();
        compressedCount = 0;
        inMember = false;
        anyMemberRead = true;
      }
    }
    return -1;
  }

  /** Inflates up to {@code most} bytes, and removes from the source only the bytes that it used. */
  private int inflate(int most) throws IOException {
    if (inflater.needsInput()) {
      source.require(1);
      compressedCount = source.peek().read(compressed);
      inflater.setInput(compressed, 0, compressedCount);
    }
    try {
      int count = inflater.inflate(content, 0, most);
      source.skip(compressedCount - inflater.getRemaining());
      compressedCount = inflater.getRemaining();
      return count;
    } catch (DataFormatException e) {
      throw new IOException("The gzip data is corrupt", e);
    }
  }

  private void readHeader() throws IOException {
    if ((source.readShort() & 0xFFFF) != MAGIC || source.readByte() != DEFLATE) {
      throw new IOException("The body is not gzip data");
    }
    int flags = source.readByte();
    source.skip(6); // Skips the time, the extra flags and the operating system.
    if ((flags & FLAG_EXTRA) != 0) {
      source.skip(source.readShortLe() & 0xFFFF);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      source.skip(2);
    }
  }

  private void skipText() throws IOException {
    long length = source.indexOf((byte) 0);
    if (length < 0) {
      throw new EOFException();
    }
    source.skip(length + 1);
  }

  private void readTrailer() throws IOException {
    if (source.readIntLe() != (int) crc.getValue()
        || source.readIntLe() != (int) inflater.getBytesWritten()) {
      throw new IOException("The gzip data does not match its checksum");
    }
  }

  @Override
  public Timeout timeout() {
    return source.timeout();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
