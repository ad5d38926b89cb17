package io.htcgrid.control.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The message group of a fair-share key. SQS takes 128 letters, digits and punctuation marks; any
 * other key is replaced by its SHA-256.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SQS:
 *     SendMessage, MessageGroupId</a>
 */
final class MessageGroup {
  private static final Pattern TAKEN = Pattern.compile("[!-~]{1,128}");

  private MessageGroup() {}

  static String of(String fairShareKey) {
    if (TAKEN.matcher(fairShareKey).matches()) {
      return fairShareKey;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(fairShareKey.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime must provide SHA-256", e);
    }
  }
}
