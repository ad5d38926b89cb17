package io.htcgrid.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.data.BlobLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a task's payload comes from. Problems are {@link PayloadException}s. */
sealed interface Payload {
  /** What the errors call it. */
  String WHAT = "the payload";

  /** Looks for problems without keeping the bytes. */
  void check(ObjectMapper json);

  /** The bytes; nobody changes them any more. */
  byte[] read(ObjectMapper json);

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Bytes(byte[] bytes) implements Payload {
    @Override
    public void check(ObjectMapper json) {
      BlobLimits.check(WHAT, bytes.length);
    }

    @Override
    public byte[] read(ObjectMapper json) {
      check(json);
      return bytes;
    }
  }

  record Text(String text) implements Payload {
    private static final int MAX_BYTES_PER_CHARACTER = 3;

    @Override
    public void check(ObjectMapper json) {
      if ((long) text.length() * MAX_BYTES_PER_CHARACTER > BlobLimits.MAX_BLOB_BYTES) {
        read(json);
      }
    }

    @Override
    public byte[] read(ObjectMapper json) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      BlobLimits.check(WHAT, bytes.length);
      return bytes;
    }
  }

  record Json(Object value) implements Payload {
    @Override
    public void check(ObjectMapper json) {
      try (CountingStream bytes = new CountingStream()) {
        json.writeValue(bytes, value);
        BlobLimits.check(WHAT, bytes.count);
      } catch (IOException e) {
        throw noJson(e);
      }
    }

    @Override
    public byte[] read(ObjectMapper json) {
      try {
        byte[] bytes = json.writeValueAsBytes(value);
        BlobLimits.check(WHAT, bytes.length);
        return bytes;
      } catch (JsonProcessingException e) {
        throw noJson(e);
      }
    }

    private PayloadException noJson(IOException cause) {
      return new PayloadException(
          "the payload, a "
              + value.getClass().getName()
              + ", cannot be written as JSON: "
              + cause.getMessage(),
          cause);
    }
  }

  record File(Path path) implements Payload {
    @Override
    public void check(ObjectMapper json) {
      if (!Files.isRegularFile(path)) {
        throw new PayloadException(
            Files.exists(path) ? path + " is no file" : "there is no file " + path, null);
      }
      if (!Files.isReadable(path)) {
        throw new PayloadException("file " + path + " may not be read", null);
      }
      try {
        BlobLimits.check("file " + path, Files.size(path));
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public byte[] read(ObjectMapper json) {
      check(json);
      try {
        byte[] bytes = Files.readAllBytes(path);
        BlobLimits.check("file " + path, bytes.length);
        return bytes;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private PayloadException unreadable(IOException cause) {
      return new PayloadException("file " + path + " cannot be read: " + cause, cause);
    }
  }

  /** Counts bytes and drops them. */
  final class CountingStream extends OutputStream {
    private long count;

    @Override
    public void write(int value) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
