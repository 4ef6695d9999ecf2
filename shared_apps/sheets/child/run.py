"""The process that reads one xlsx: content on standard input, JSON on standard output, one document a line.

Each line is some rows; the last is what there is to say of them all, or why the file is refused.

Run by its path with `python -I`; it needs neither settings nor Django. A hostile sheet may abort the parser or exhaust
the memory limit; then only this process ends, and the reader turns that into a message.
"""

import contextlib
import json
import resource
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Read the limits and the wished sheet from the arguments and answer on standard output."""
    limits: dict[str, int] = json.loads(sys.argv[1])
    wished: str | None = json.loads(sys.argv[2])
    _confine(memory=limits["memory"], seconds=limits["cpu_seconds"])
    # -I leaves our own folder out; first, so that no other installed copy answers
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    # after the limits, so that they also hold for what these allocate on import
    from shared_apps.sheets.child import cells, package

    told = 0

    def give(rows: list[cells.Row]) -> None:
        nonlocal told
        told += _tell(rows)
        if told > limits["text"]:
            raise package.RefusedError("too_much_text")

    answer: dict[str, Any]
    try:
        answer = cells.read(sys.stdin.buffer.read(), wished, limits, give)
    except package.RefusedError as refused:
        answer = {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "unreadable_sheet", "facts": {}}
    _tell(answer)


def _tell(document: Any) -> int:
    # dumps, not dump: only the one-shot encoder is the fast one
    line = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    return sys.stdout.buffer.write(line)


def _confine(*, memory: int, seconds: int) -> None:
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        # macOS refuses some of these; the checks before and after parsing still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    main()
