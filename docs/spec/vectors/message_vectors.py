#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes layout.json, erasure.json, object.json and journal.json beside itself.

Written from the pages alone and sharing no code with Nightmail, so that the
two check each other. Python 3.9, standard library only.
"""
import hashlib
import json
import pathlib
import struct

SHARD = 26676
HERE = pathlib.Path(__file__).parent


def grown(label, length):
    return hashlib.shake_256(label.encode()).digest(length)


def write(kind, tests):
    root = {"format": "nightmail-vectors/1", "kind": kind,
            "generator": "docs/spec/vectors/message_vectors.py", "tests": tests}
    (HERE / (kind + ".json")).write_text(json.dumps(root, indent=1) + "\n")


def case(name, comment, given, out=None, reason=None):
    test = {"id": name, "comment": comment, "result": "valid" if reason is None else "drop"}
    if reason is not None:
        test["reason"] = reason
    test["in"] = given
    test["out"] = out or {}
    return test


BUCKETS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]


def layout(length):
    total = -(-length // SHARD)
    chunks = -(-total // 191)
    ks = [total // chunks + (1 if c < total % chunks else 0) for c in range(chunks)]
    ns = []
    for c, k in enumerate(ks):
        control = 1 if c == 0 else 0
        bucket = next(b for b in BUCKETS if b >= -(-4 * k // 3) + control)
        ns.append(1 if length <= 20616 else bucket - control)
    return {"K": total, "C": chunks, "k": ks, "n": ns}


def layouts():
    lengths = [64, 65, 14556, 14557, 20616, 20617, SHARD, SHARD + 1, 1000000, 191 * SHARD,
               191 * SHARD + 1, 10 << 20, 40 << 20, 64 * 191 * SHARD]
    tests = [case("L-%d" % n, "F-2", {"L": n}, layout(n)) for n in lengths]
    for n in (0, 63, 64 * 191 * SHARD + 1):
        tests.append(case("L-%d" % n, "F-2, LM-1", {"L": n}, reason="format"))
    write("layout", tests)


def times(a, b):
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


INVERSE = {a: b for a in range(1, 256) for b in range(1, 256) if times(a, b) == 1}


def parity(k, i, shards):
    total = 0
    for j in range(k):
        table = bytes(times(INVERSE[(k + i) ^ j], value) for value in range(256))
        total ^= int.from_bytes(shards[j].translate(table), "big")
    return total.to_bytes(SHARD, "big")


def erasures():
    tests = []
    for k, n in ((1, 2), (3, 5), (38, 63), (191, 256)):
        labels = ["nightmail kat shard %d" % j for j in range(k)]
        shards = [grown(label, SHARD) for label in labels]
        made = [parity(k, i, shards) for i in (range(n - k) if n < 64 else (0, n - k - 1))]
        tests.append(case(
            "k%d-n%d" % (k, n), "F-3; of more than 63 shards the first and last parity",
            {"k": k, "n": n,
             "shards": [{"shake256": label, "length": SHARD} for label in labels]},
            {"parity": [{"sha256": hashlib.sha256(p).hexdigest(), "length": SHARD} for p in made]}))
    write("erasure", tests)


def an_object(content, flags=0, kind=1, tlvs=b"", magic=b"NMO1", spare=0, length=None):
    return (magic + struct.pack(">BBHQ", kind, flags, len(tlvs),
                                len(content) if length is None else length)
            + hashlib.sha256(content).digest() + struct.pack(">I", 29000000)
            + bytes(11) + bytes([spare]) + tlvs + content)


def objects():
    content = b"EHLO overlay.invalid\r\n"
    plain = an_object(content)
    tlv = struct.pack(">HH", 2, 3) + b"abc"
    critical = struct.pack(">HH", 0x8002, 0)
    fields = {"content": content.hex(), "do_not_deliver_after_minutes": 29000000}
    tests = [case("plain", "section 7.2", {"bytes": plain.hex()}, fields),
             case("tlv", "O-1, passed over", {"bytes": an_object(content, tlvs=tlv).hex()}, fields)]
    bad = {"flag": (an_object(content, flags=1), 4), "type": (an_object(content, kind=2), 4),
           "magic": (an_object(content, magic=b"NMO2"), 4), "spare": (an_object(content, spare=1), 4),
           "length": (an_object(content, length=len(content) + 1), 4),
           "cut": (plain[:63], 4), "tlv-cut": (an_object(content, tlvs=tlv[:-1]), 4),
           "critical": (an_object(content, tlvs=critical), 7),
           "digest": (plain[:-1] + b"\r", 3)}
    for name, (octets, code) in bad.items():
        tests.append(case(name, "out.refused is the number of REFUSED", {"bytes": octets.hex()},
                          {"refused": code}, "exit_refused"))
    write("object", tests)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


KEY_DIGEST = bytes.fromhex("c87a8784d6ee0ca58c639917f3f87056f0694a3ba3392dcb44e5c1a90a3e4d40")


def journal(kinds):
    head = (b"NMREPLY1" + struct.pack(">HHHHQ", 1, 64, 16, 0, 20000) + KEY_DIGEST + bytes(4))
    crc = crc32c(head)
    octets = head + struct.pack(">I", crc)
    for sequence, (kind, tags) in enumerate(kinds):
        begin = b"NMJB" + struct.pack(">IHH", sequence, kind, len(tags) // 16)
        crc = crc32c(struct.pack(">I", crc) + begin + tags)
        octets += begin + struct.pack(">I", crc) + tags
    return octets


def journals():
    tags = grown("nightmail journal tags", 48)
    two, one = tags[:32], tags[32:]
    whole = journal([(3, b""), (1, two), (1, one)])
    closed = journal([(3, b""), (1, two), (1, one), (2, b"")])
    flipped = bytearray(closed)
    flipped[100] ^= 1
    files = {"open": (whole, "good", len(whole), tags), "closed": (closed, "good", len(closed), tags),
             "allocated": (whole + bytes(100), "good", len(whole), tags),
             "empty": (journal([]), "good", 64, b""),
             "torn": (whole[:-1], "torn", len(whole) - 32, two),
             "torn-first": (journal([(3, b"")])[:70], "torn", 64, b""),
             "flipped": (bytes(flipped), "retire", 0, b""), "no-header": (whole[:63], "retire", 0, b""),
             "no-file": (b"", "retire", 0, b""),
             "after-close": (closed + b"\1", "retire", 0, b"")}
    tests = []
    for name, (octets, state, at, kept) in files.items():
        tests.append(case(name, "J-3; key epoch 20,000, mix key 0", {"bytes": octets.hex()},
                          {"state": state, "at": at, "tags": kept.hex()}))
    write("journal", tests)


if __name__ == "__main__":
    layouts()
    erasures()
    objects()
    journals()
