package io.htcgrid.control.explore;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.ProgressResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A mistake that a state table or a protocol over it could make, and that laws must find. */
enum Defect {
  /** As it should be. */
  NONE {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      return method.invoke(table, arguments);
    }
  },

  /** Whoever finishes, finishes: owner and attempt are not asked. */
  FINISH_WITHOUT_FENCING {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      if (method.getName().equals("complete")) {
        RunRecord run = table.readRun((TaskId) arguments[0]).orElseThrow();
        Object[] unfenced = arguments.clone();
        unfenced[1] = run.owner();
        unfenced[2] = run.attempt();
        return method.invoke(table, unfenced);
      }
      return method.invoke(table, arguments);
    }
  },

  /**
   * Progress answers with what was added ({@code UPDATED_NEW} of one's own values), not with all.
   */
  PROGRESS_TELLS_OWN_VALUES_ONLY {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      Object reply = method.invoke(table, arguments);
      if (reply instanceof ProgressResult.Added added) {
        Outcomes own = (Outcomes) arguments[1];
        return new ProgressResult.Added(
            new PageProgress(
                added.progress().page(), own.completed(), own.failed(), own.cancelled(), false));
      }
      return reply;
    }
  },

  /** Readers of an ended session do not seal. */
  NO_SEAL {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      if (method.getName().equals("seal")) {
        PageProgress page = table.readProgress((PageId) arguments[0]);
        return new PageProgress(
            page.page(), page.completed(), page.failed(), page.cancelled(), true);
      }
      return method.invoke(table, arguments);
    }
  },

  /** Progress is added to sealed pages too. */
  SEAL_IS_NOT_ASKED {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      if (method.getName().equals("addProgress")) {
        table.plantUnsealed((PageId) arguments[0]);
      }
      return method.invoke(table, arguments);
    }
  },

  /** The submitter does not look at the last group after it activated the session. */
  LAST_GROUP_IS_NOT_READ_AGAIN {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      return method.getName().equals("readGroup")
          ? io.htcgrid.control.GroupProgress.empty((GroupId) arguments[0])
          : method.invoke(table, arguments);
    }
  },

  /** A hand-back gives the attempt number back, and not the try alone. */
  HAND_BACK_LOWERS_THE_ATTEMPT {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      Object reply = method.invoke(table, arguments);
      if (method.getName().equals("handBack")) {
        table.plantLowerAttempt((TaskId) arguments[0]);
      }
      return reply;
    }
  },

  /** Closing a page again counts it again. */
  A_PAGE_COUNTS_TWICE {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      if (method.getName().equals("closePage")) {
        table.plantCountsAgain((PageId) arguments[0], (OutcomeCounts) arguments[1]);
      }
      return method.invoke(table, arguments);
    }
  },

  /** Ending overwrites an end that was there before. */
  END_OVERWRITES {
    @Override
    @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      if (method.getName().equals("end")) {
        table.plantReopened((SessionId) arguments[0]);
      }
      return method.invoke(table, arguments);
    }
  };

  abstract @Nullable Object call(InMemoryStateTable table, Method method, Object[] arguments)
      throws ReflectiveOperationException;

  StateTable plantIn(InMemoryStateTable table) {
    return (StateTable)
        Proxy.newProxyInstance(
            StateTable.class.getClassLoader(),
            new Class<?>[] {StateTable.class},
            (proxy, method, arguments) -> {
              try {
                return call(table, method, arguments == null ? new Object[0] : arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
