"""Sound inputs made unsound: pieces changed, repeated, moved and mixed with what is known to hurt."""

from __future__ import annotations

import random

_HURTS = (
    *(b"\x00", b"\x1b[31m", b"\xff\xfe", b"\xef\xbb\xbf", "\u202e\u200b\u2028\U000e0041".encode(), b"\r"),
    *(b"\t", b'"', b"'", b",", b";", b":", b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a "),
    *(b"!!python/object ", b"%", b"|", b"-"),
    *(b"9" * 30, b"1e999", b"0.0000000000000000001", b"N/A", b"#REF!", b"=1+1"),
    *("＝1".encode(), b"NaN", b"2024-13", b"2024-25 Q9", b"99999-01", b"null", b"true", b"<script>", b"<!--"),
    *(b"```", b"---\n", b"../../x", b"\n" * 50, b"a" * 5_000, b"-" * 5_000, b'"a,"' * 500, b"  " * 200),
    *(b"[" * 500, b"<g>" * 300),
)  # fmt: skip


def damaged(sound: bytes, chance: random.Random) -> bytes:
    """An input with one to eight pieces of damage."""
    content = bytearray(sound)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.choice((1, 1, 2, 5, 20, 200)))
        match chance.randrange(6):
            case 0:
                content[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 1:
                del content[at:end]
            case 2:
                content[at:at] = content[at:end] * chance.choice((1, 2, 30))
            case 3:
                content[at:at] = chance.choice(_HURTS)
            case 4:
                content[at:end] = chance.choice(_HURTS)
            case _:
                lines = bytes(content).split(b"\n")
                chance.shuffle(lines)
                content = bytearray(b"\n".join(lines))
    return bytes(content)
