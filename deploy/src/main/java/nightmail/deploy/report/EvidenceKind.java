// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

/// Where a party can hold something.
public enum EvidenceKind {
  OUTSIDE("octets of its sockets outside TLS"),
  INSIDE("octets of its sockets inside TLS"),
  STATE("its state folder, files deleted but open included"),
  LOGS("its logs, standard output and standard error"),
  METRICS("its metrics and answers of its admin port"),
  HEAP("a dump of its heap"),
  MEMORY("its memory outside the heap");

  private final String title;

  EvidenceKind(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
