package dev.penstock.gateway.demo.broker;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** The broker's users, in place of Artemis's roles: an address is a topic or a filter. */
final class UserList implements ActiveMQSecurityManager5 {

  private final Map<String, BrokerUser> users;

  UserList(Collection<BrokerUser> users) {
    this.users =
        users.stream().collect(Collectors.toUnmodifiableMap(BrokerUser::name, Function.identity()));
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String securityDomain) {
    if (!validateUser(user, password)) {
      return null;
    }
    return new Subject(true, Set.of(new UserPrincipal(user)), Set.of(), Set.of());
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType checkType, String address) {
    return find(subject).map(user -> allows(user, checkType, topic(address))).orElse(false);
  }

  private Optional<BrokerUser> find(@Nullable Subject subject) {
    return subject == null
        ? Optional.empty()
        : subject.getPrincipals(UserPrincipal.class).stream()
            .findFirst()
            .map(principal -> users.get(principal.getName()));
  }

  private static boolean allows(BrokerUser user, CheckType checkType, String topic) {
    return switch (checkType) {
      case SEND -> user.mayPublish(topic);
      case CONSUME,
          CREATE_DURABLE_QUEUE,
          CREATE_NON_DURABLE_QUEUE,
          DELETE_DURABLE_QUEUE,
          DELETE_NON_DURABLE_QUEUE ->
          user.maySubscribe(topic);
      case CREATE_ADDRESS -> user.mayPublish(topic) || user.maySubscribe(topic);
      default -> false;
    };
  }

  /** A queue is named after the address it belongs to: {@code address::queue}. */
  private static String topic(String address) {
    int queue = address.indexOf("::");
    return queue < 0 ? address : address.substring(0, queue);
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    BrokerUser known = user == null ? null : users.get(user);
    return known != null && password != null && known.hasPassword(password);
  }

  /** Artemis asks {@link #authorize} instead. */
  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }
}
