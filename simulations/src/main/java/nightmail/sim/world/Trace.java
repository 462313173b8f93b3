// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import nightmail.proto.relay.Event;

/// What the trace says of an event: its kind and a number, never anything encrypted.
final class Trace {
  private Trace() {}

  static int kind(Event event) {
    return switch (event) {
      case Event.Woke _ -> 1;
      case Event.PacketReceived _ -> 2;
      case Event.PacketLost _ -> 3;
      case Event.Computed _ -> 4;
      case Event.TagsSynced _ -> 5;
      case Event.ViewAccepted _ -> 6;
      case Event.MixKeyAdded _ -> 7;
      case Event.MixKeyRemoved _ -> 8;
      case Event.MailOffered _ -> 9;
      case Event.MailKept _ -> 10;
      case Event.MailNotKept _ -> 11;
      case Event.DataRead _ -> 12;
      case Event.ArrivalKept _ -> 13;
      case Event.OutcomeKept _ -> 14;
      case Event.DeliveryEnded _ -> 15;
      case Event.JournalFailed _ -> 16;
      case Event.ReportKept _ -> 17;
    };
  }

  static long detail(Event event) {
    return switch (event) {
      case Event.Computed computed -> computed.work();
      case Event.TagsSynced synced -> synced.number();
      case Event.ViewAccepted accepted -> accepted.view().epoch();
      case Event.MixKeyAdded added -> added.key().keyEpoch();
      case Event.MixKeyRemoved removed -> removed.keyEpoch();
      case Event.MailOffered offered -> offered.octets();
      case Event.DataRead read -> read.data().length;
      case Event.PacketReceived received -> received.packet().length;
      default -> 0;
    };
  }
}
