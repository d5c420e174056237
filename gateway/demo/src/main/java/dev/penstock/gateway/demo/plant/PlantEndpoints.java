package dev.penstock.gateway.demo.plant;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/**
 * Where the plant listens: signed and encrypted with a user's name for everything, in the clear
 * only to be discovered.
 */
final class PlantEndpoints {

  static final String PATH = "/plant";
  static final String DISCOVERY_PATH = PATH + "/discovery";

  private PlantEndpoints() {}

  static String url(int port, String path) {
    return "opc.tcp://" + PlantServer.HOST + ":" + port + path;
  }

  static Set<EndpointConfig> all(int port, X509Certificate certificate) {
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    endpoints.add(secured(port, certificate, SecurityPolicy.Basic256Sha256));
    endpoints.add(secured(port, certificate, SecurityPolicy.Aes256_Sha256_RsaPss));
    endpoints.add(at(port, DISCOVERY_PATH).setCertificate(certificate).build());
    return endpoints;
  }

  private static EndpointConfig secured(
      int port, X509Certificate certificate, SecurityPolicy policy) {
    UserTokenPolicy userName =
        new UserTokenPolicy(
            "username-" + policy.name().toLowerCase(Locale.ROOT),
            UserTokenType.UserName,
            null,
            null,
            policy.getUri());
    return at(port, PATH)
        .setCertificate(certificate)
        .setSecurityPolicy(policy)
        .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
        .addTokenPolicy(userName)
        .build();
  }

  private static EndpointConfig.Builder at(int port, String path) {
    return EndpointConfig.newBuilder()
        .setBindAddress(PlantServer.HOST)
        .setHostname(PlantServer.HOST)
        .setBindPort(port)
        .setPath(path);
  }
}
