package dev.penstock.gateway.demo.plant;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.server.Session;

/** Who may open a session and who may write in one. */
final class PlantUsers {

  private final List<PlantUser> users;

  PlantUsers(List<PlantUser> users) {
    this.users = List.copyOf(users);
  }

  boolean admits(String name, String password) {
    return users.stream().anyMatch(user -> user.matches(name, password));
  }

  /** The user of a session as the journal names it. */
  PlantWrites.Writer writer(Optional<Session> session) {
    return session.map(this::writer).orElseGet(() -> new PlantWrites.Writer("", false, ""));
  }

  PlantWrites.Writer writer(Session session) {
    String name = Objects.requireNonNullElse(session.getClientUserId(), "");
    boolean mayWrite = users.stream().anyMatch(user -> user.name().equals(name) && user.mayWrite());
    return new PlantWrites.Writer(name, mayWrite, session.getSessionName());
  }
}
