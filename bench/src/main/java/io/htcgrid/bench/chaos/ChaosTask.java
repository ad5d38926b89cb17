package io.htcgrid.bench.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * One task, which its payload describes: whoever has that knows what the function does and what the
 * right answer is. Used on both sides, so it needs nothing but the JDK.
 *
 * @param id names it in the trace of runs
 * @param failures how many attempts fail before one succeeds
 * @param millis how long it takes
 * @param answerBytes the size of the right answer
 * @param salt makes every payload, and so every answer, another
 * @param payloadBytes the least size of the payload
 */
record ChaosTask(
    Deed deed, String id, int failures, long millis, int answerBytes, long salt, int payloadBytes) {
  private static final int SMALL_ANSWER = 64;
  private static final int LARGE_ANSWER = 30_000;
  private static final int LARGE_PAYLOAD = 20_000;
  private static final int MAX_FAILURES = 3;

  /** The task of an index; always the same for a seed. */
  static ChaosTask of(long seed, int index, long leaseMillis) {
    Random random = new Random(seed * 1_000_003 + index);
    Deed deed = Deed.of(index, random);
    long millis =
        switch (deed) {
          case SLOW -> 50 + random.nextInt(250);
          case LONG -> leaseMillis * 3 / 2;
          default -> 0;
        };
    return new ChaosTask(
        deed,
        Integer.toString(index),
        deed == Deed.FLAKY ? 1 + random.nextInt(MAX_FAILURES) : 0,
        millis,
        deed == Deed.LARGE ? LARGE_ANSWER : SMALL_ANSWER,
        random.nextLong(),
        deed == Deed.LARGE ? LARGE_PAYLOAD : 0);
  }

  /** A task that kills its agent once its claim was renewed, so that the try counts. */
  static ChaosTask killer(long seed, int index, long leaseMillis) {
    return new ChaosTask(
        Deed.KILLER, "killer-" + index, 0, leaseMillis * 2 / 3, SMALL_ANSWER, seed + index, 0);
  }

  byte[] payload() {
    String line =
        String.join(
            " ",
            deed.name(),
            id,
            Integer.toString(failures),
            Long.toString(millis),
            Integer.toString(answerBytes),
            Long.toString(salt),
            Integer.toString(payloadBytes));
    String filler = "x".repeat(Math.max(0, payloadBytes - line.length()));
    return (line + "\n" + filler).getBytes(StandardCharsets.UTF_8);
  }

  static ChaosTask parse(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    String[] words = text.substring(0, text.indexOf('\n')).split(" ", -1);
    return new ChaosTask(
        Deed.valueOf(words[0]),
        words[1],
        Integer.parseInt(words[2]),
        Long.parseLong(words[3]),
        Integer.parseInt(words[4]),
        Long.parseLong(words[5]),
        Integer.parseInt(words[6]));
  }

  /** The right answer: the payload's SHA-256 over and over. */
  byte[] answer() {
    String digest = sha256(payload());
    return digest
        .repeat((answerBytes + digest.length() - 1) / digest.length())
        .substring(0, answerBytes)
        .getBytes(StandardCharsets.US_ASCII);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
