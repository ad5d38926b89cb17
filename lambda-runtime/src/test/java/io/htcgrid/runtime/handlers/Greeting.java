package io.htcgrid.runtime.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** An ordinary handler with objects in and out. */
public final class Greeting implements RequestHandler<Greeting.Person, Greeting.Reply> {

  /** In. */
  public static final class Person {
    private String name = "";
    private int times;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public int getTimes() {
      return times;
    }

    public void setTimes(int times) {
      this.times = times;
    }
  }

  /** Out. */
  public static final class Reply {
    private final String text;

    Reply(String text) {
      this.text = text;
    }

    public String getText() {
      return text;
    }
  }

  @Override
  public Reply handleRequest(Person person, Context context) {
    context.getLogger().log("greeting " + person.getName() + "\n");
    return new Reply(("Hello " + person.getName() + "! ").repeat(person.getTimes()).strip());
  }
}
