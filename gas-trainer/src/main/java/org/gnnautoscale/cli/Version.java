package org.gnnautoscale.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code gas --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "gas " + (version == null ? "(built from source)" : version),
      "Java " + Runtime.version() + ", " + System.getProperty("java.vm.vendor")
    };
  }
}
