package io.htcgrid.system.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.cli.doctor.Doctor;
import io.htcgrid.cli.doctor.Finding;
import io.htcgrid.cli.doctor.Role;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** How everybody finds a grid that was deployed, and asks the doctor about it. */
final class Looks {
  /** What the doctor puts there for a submitter. */
  private static final String SUBMITTED = "in/00/doctor";

  private final GridConfig config;
  private final Map<Principal, Recording> recordings;

  Looks(GridConfig config, Map<Principal, Recording> recordings) {
    this.config = config;
    this.recordings = recordings;
  }

  /**
   * @param home where no grid is known
   */
  void all(Path home) {
    look(Principal.SUBMITTER, Role.SUBMITTER, home);
    look(Principal.READER, Role.READER, home);
    look(Principal.OPERATOR, Role.OPERATOR, home);
    // Each is to look for an object that is not there.
    try (GridClients plain = GridClients.open(config)) {
      plain.s3().deleteObject(delete -> delete.bucket(config.bucket()).key(SUBMITTED));
    }
    look(Principal.AGENT, Role.AGENT, home);
    Recording sweeper = Objects.requireNonNull(recordings.get(Principal.SWEEPER));
    try (ParameterStub ssm = ParameterStub.start(new Account(config), sweeper)) {
      assertThat(GridFinder.of(Map.of("HTCGRID_GRID", config.grid()), home).find(Map.of()))
          .as("found at %s", ssm)
          .isEqualTo(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(Principal principal, Role role, Path home) {
    Recording recording = Objects.requireNonNull(recordings.get(principal));
    CallRecorder recorder = new CallRecorder(recording, new Account(config));
    try (ParameterStub ssm = ParameterStub.start(new Account(config), recording)) {
      Doctor doctor =
          new Doctor(
              GridFinder.of(Map.of(), home),
              config.grid(),
              role,
              found -> GridClients.builder(found).interceptor(recorder).open());
      assertThat(doctor.look())
          .as("found at %s", ssm)
          .isNotEmpty()
          .noneMatch(finding -> finding.state() == Finding.State.PROBLEM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
