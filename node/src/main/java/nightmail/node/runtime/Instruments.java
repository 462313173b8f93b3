// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.util.function.UnaryOperator;
import nightmail.node.link.LinkTap;
import nightmail.node.smtp.server.RecipientPolicy;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Outcome;
import nightmail.proto.relay.RelayCore;
import nightmail.proto.relay.Work;

/// Places where a demonstration looks into a node, or harms it to show that the harm is seen. The
/// node program itself runs with [#NONE].
///
/// @param links looks at, or changes, the bytes of links
/// @param performer does the cryptography
/// @param effects sees every effect before it is carried out, on the relay core thread
/// @param recipients may wrap the check of recipients
public record Instruments(
    LinkTap links,
    Performer performer,
    EffectTap effects,
    UnaryOperator<RecipientPolicy> recipients) {
  /// Adds nothing and changes nothing.
  public static final Instruments NONE =
      new Instruments(LinkTap.NONE, Work::perform, (effect, core) -> {}, UnaryOperator.identity());

  /// Does a work item on a bench.
  @FunctionalInterface
  public interface Performer {
    Outcome perform(Work<?> work, Bench bench);
  }

  /// Sees effects.
  @FunctionalInterface
  public interface EffectTap {
    void effect(Effect effect, RelayCore core);
  }
}
