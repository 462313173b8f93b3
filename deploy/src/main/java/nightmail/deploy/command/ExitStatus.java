// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

/// Exit statuses of the command, the same for every verb.
///
/// 3 is missing on purpose: a JVM exits so when it is out of memory.
public final class ExitStatus {
  public static final int OK = 0;

  /// Something was found, or an error without a better status.
  public static final int FOUND = 1;

  /// Wrong usage or configuration; a service manager does not restart.
  public static final int USAGE = 2;

  /// The spool cannot be opened or written.
  public static final int SPOOL = 4;

  /// Keys or identity are missing, exposed or live elsewhere; a service manager does not restart.
  public static final int KEYS = 5;

  /// A daemon, a peer or the directory is not reachable.
  public static final int UNREACHABLE = 6;

  /// A time limit was reached before the work was done.
  public static final int TIME = 7;

  /// Refused for safety.
  public static final int SAFETY = 8;

  private ExitStatus() {}
}
