// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightmail.deploy.capture.TappedLinks;
import nightmail.deploy.report.Break;
import nightmail.node.runtime.Instruments;
import nightmail.node.smtp.server.RecipientPolicy;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.Opened;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Making;
import nightmail.proto.relay.Outcome;
import nightmail.proto.relay.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What each `--break` does inside a relay. The product has none of this; it is put around its work
/// from outside.
final class Harm {
  private static final Logger LOG = LoggerFactory.getLogger(Harm.class);
  private static final int TAG_BYTES = 16;

  private Harm() {}

  static Instruments instruments(Optional<Break> broken, TappedLinks links, Ledger ledger) {
    return new Instruments(
        links,
        broken.map(Harm::performer).orElse(Work::perform),
        (effect, _) -> ledger.effect(effect),
        broken.equals(Optional.of(Break.LOG)) ? Harm::talkative : UnaryOperator.identity());
  }

  private static Instruments.Performer performer(Break broken) {
    return switch (broken) {
      case DELAY -> Harm::withoutDelay;
      case REPLAY -> Harm::withoutMemory;
      case SEAL -> Unsealed::perform;
      case PADDING, KEY, LOG -> Work::perform; // harmed elsewhere
    };
  }

  /// Every packet made here asks no relay to hold it.
  private static Outcome withoutDelay(Work<?> work, Bench bench) {
    return work instanceof Work.MakePacket(Making making)
        ? new Work.MakePacket(hasty(making)).perform(bench)
        : work.perform(bench);
  }

  private static Making hasty(Making making) {
    List<Making.SurbPlan> surbs =
        making.surbs().stream()
            .map(plan -> new Making.SurbPlan(hasty(plan.hops()), plan.id()))
            .toList();
    return new Making(hasty(making.hops()), making.ending(), making.contents(), surbs);
  }

  private static List<Hop> hasty(List<Hop> hops) {
    return hops.stream().map(hop -> new Hop(hop.id(), hop.key(), hop.hint(), 0)).toList();
  }

  /// Every packet has a tag that was never seen.
  private static Outcome withoutMemory(Work<?> work, Bench bench) {
    Outcome outcome = work.perform(bench);
    if (outcome instanceof Outcome.HeaderOpened(Opened.Routed routed)) {
      byte[] tag = new byte[TAG_BYTES];
      new SecureRandom().nextBytes(tag);
      return new Outcome.HeaderOpened(
          new Opened.Routed(tag, routed.slot(), routed.packet(), routed.bodyKey()));
    }
    return outcome;
  }

  /// Writes every recipient to the log.
  private static RecipientPolicy talkative(RecipientPolicy policy) {
    return recipient -> {
      LOG.info("mail for {}", recipient.path().text());
      return policy.check(recipient);
    };
  }
}
