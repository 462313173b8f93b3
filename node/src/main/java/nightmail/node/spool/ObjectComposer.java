// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.mail.BatchHeader;
import nightmail.proto.mail.BatchProfile;
import nightmail.proto.mail.BatchWriter;
import nightmail.proto.mail.DotStuffing;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.ObjectHeader;
import nightmail.proto.relay.Parcel;

/// Writes the overlay's object of a parcel: header, entity header and batch around the message
/// (`docs/spec/mail.md` §3.2, `docs/spec/message.md` §2), in one pass over it.
///
/// The row keeps the envelope as the client gave it, the batch has it in the form of the profile.
final class ObjectComposer {
  private static final int PIECE_BYTES = 1 << 14;
  private static final int SECONDS_PER_MINUTE = 60;

  private final StoredOctets message;
  private final boolean endsWithCrlf;
  private final SecureRandom random;

  ObjectComposer(StoredOctets message, boolean endsWithCrlf, SecureRandom random) {
    this.message = message;
    this.endsWithCrlf = endsWithCrlf;
    this.random = random;
  }

  /// Writes and syncs the whole object.
  ///
  /// @throws IOException also if the message has what no mail may have (NB-4), or is too long
  OctetRef write(Parcel parcel, OctetWriter file) throws IOException {
    file.reserveHeader(ObjectHeader.FIXED_BYTES);
    file.write(prefix(parcel));
    writeText(file);
    file.write(BatchWriter.suffix());
    Fixed32 digest = file.finish();
    if (!FragmentLayout.isValid(file.octets())) {
      throw new IOException("message too long for an object");
    }
    ObjectHeader header =
        new ObjectHeader(
            file.octets() - ObjectHeader.FIXED_BYTES,
            digest,
            Math.floorDiv(parcel.doNotDeliverAfter().getEpochSecond(), SECONDS_PER_MINUTE),
            List.of());
    file.header(header.encode());
    return file.sync(digest);
  }

  private byte[] prefix(Parcel parcel) {
    Envelope given = parcel.envelope();
    Envelope envelope = BatchProfile.envelope(given, BatchHeader.Exit.OWN, random);
    if (!paths(envelope).equals(paths(given))) {
      // The exit's records name recipients by this order.
      throw new IllegalArgumentException("recipients of a parcel are sorted and differ");
    }
    BatchHeader header = BatchHeader.of(BatchHeader.Exit.OWN, parcel.hopBudget());
    return BatchWriter.prefix(header, envelope, message.octets() + (endsWithCrlf ? 0 : 2));
  }

  private void writeText(OctetWriter file) throws IOException {
    DotStuffing stuffing = new DotStuffing();
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = message.open()) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        file.write(stuffing.encode(Arrays.copyOf(piece, count)));
      }
    }
    file.write(stuffing.end());
    if (stuffing.fault().isPresent()) {
      throw new IOException("message is no mail: " + stuffing.fault().get());
    }
  }

  private static List<Path> paths(Envelope envelope) {
    return envelope.recipients().stream().map(Recipient::path).toList();
  }
}
