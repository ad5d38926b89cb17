import java.util.Locale;
import java.util.Map;

/** A Java function of one method, without a library. */
public class Shout {
  public Map<String, Object> handle(Map<String, Object> event) {
    String text = String.valueOf(event.get("text"));
    return Map.of("text", text.toUpperCase(Locale.ROOT));
  }
}
