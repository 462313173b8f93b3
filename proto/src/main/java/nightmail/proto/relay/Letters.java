// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.View;
import org.jspecify.annotations.Nullable;

/// Turns what a gateway has to send into packets, one per slot (CS-2, CS-3).
///
/// Owned by the relay core thread.
final class Letters {
  private final Entropy entropy;
  private final Outbox outbox;
  private final Ways ways;
  private final Sealer sealer;
  private final Reads reads;
  private final Replies replies;
  private final GatewayCustody custody;
  private @Nullable View view;

  Letters(
      Entropy entropy,
      Outbox outbox,
      Ways ways,
      Sealer sealer,
      Reads reads,
      Replies replies,
      GatewayCustody custody) {
    this.entropy = entropy;
    this.outbox = outbox;
    this.ways = ways;
    this.sealer = sealer;
    this.reads = reads;
    this.replies = replies;
    this.custody = custody;
  }

  void view(View accepted) {
    view = accepted;
  }

  /// Fills the slot that leaves at `sendNanos`; `false` if nothing can go, and a loop should.
  ///
  /// @param pollsOnly whether no mail may leave now, as while loops are lost (M-11)
  boolean fill(long sendNanos, boolean pollsOnly) {
    Set<RelayId> unreachable = new TreeSet<>();
    for (Optional<GatewayCustody.Cargo> cargo = custody.cargo(unreachable, pollsOnly);
        cargo.isPresent();
        cargo = custody.cargo(unreachable, pollsOnly)) {
      if (fill(cargo.get(), sendNanos)) {
        return true;
      }
      // What waits for an exit without a path must not hold up what has one.
      unreachable.add(cargo.get().parcel().exit);
    }
    return false;
  }

  private boolean fill(GatewayCustody.Cargo cargo, long sendNanos) {
    Optional<Way> out = ways.out(cargo.parcel().exit, outbox.wallAt(sendNanos));
    if (out.isEmpty()) {
      return false;
    }
    long arrivalNanos = sendNanos + out.get().travelMillis() * 1_000_000L;
    Optional<List<Way>> back = waysBack(cargo, arrivalNanos);
    if (back.isEmpty()) {
      return false;
    }
    long returnMillis = back.get().stream().mapToLong(Way::travelMillis).max().orElse(0);
    send(cargo, out.get(), back.get(), sendNanos, arrivalNanos);
    custody.left(cargo, arrivalNanos, returnMillis);
    return true;
  }

  private Optional<List<Way>> waysBack(GatewayCustody.Cargo cargo, long arrivalNanos) {
    Outbound parcel = cargo.parcel();
    List<Way> back = new ArrayList<>();
    int surbs = cargo.piece().surbs(parcel.layout.singleSurbs());
    for (int i = 0; i < surbs; i++) {
      Optional<Way> way = ways.back(parcel.exit, outbox.wallAt(arrivalNanos));
      if (way.isEmpty()) {
        return Optional.empty();
      }
      back.add(way.get());
    }
    return Optional.of(back);
  }

  private void send(
      GatewayCustody.Cargo cargo, Way out, List<Way> back, long sendNanos, long arrivalNanos) {
    Outbound parcel = cargo.parcel();
    int round = parcel.round;
    List<Making.SurbPlan> surbs =
        back.stream()
            .map(way -> new Making.SurbPlan(way.hops(), LocalId.draw(entropy.name())))
            .toList();
    long slowest = back.stream().mapToLong(Way::travelMillis).max().orElse(0);
    long untilNanos = arrivalNanos + (useWithinMillis() + 2 * slowest) * 1_000_000L;
    withContents(
        cargo,
        contents ->
            sealer.seal(
                new Making(out.hops(), new Ending.Exit(), contents, surbs),
                sendNanos,
                records -> replies.expect(records, parcel.token, round, untilNanos)));
  }

  private void withContents(GatewayCustody.Cargo cargo, Consumer<Contents> then) {
    Outbound parcel = cargo.parcel();
    switch (cargo.piece()) {
      case Piece.Whole _ ->
          reads.ask(
              parcel.token,
              0,
              Effect.ReadData.WHOLE,
              data -> then.accept(new Contents.Whole(parcel.token, data)));
      case Piece.Shard(int chunk, int index) ->
          reads.ask(
              parcel.token,
              chunk,
              index,
              data ->
                  then.accept(
                      new Contents.Shard(
                          parcel.token, parcel.layout.objectBytes(), chunk, index, data)));
      case Piece.Control _ ->
          then.accept(new Contents.Control(parcel.token, parcel.layout.objectBytes()));
      case Piece.Poll _ -> then.accept(new Contents.Poll(parcel.token));
    }
  }

  private long useWithinMillis() {
    View current = view;
    return current == null ? 0 : current.parameters().value(Parameter.SURB_USE_WITHIN_MS);
  }
}
