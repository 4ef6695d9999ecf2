"""Draws one picture anew in a process of its own: its bytes on standard input, a PNG on standard output.

Run by its path with `python -I`. Typst decodes and draws; what the file held besides its pixels (comments, places,
another file behind its end) is not part of the drawing. A hostile file ends this process alone.
"""

import contextlib
import json
import resource
import sys
from typing import Any

import typst

SOURCE = b"""#set page(width: eval(sys.inputs.side), height: eval(sys.inputs.side), margin: 0pt, fill: none)
#image(bytes(json(bytes(sys.inputs.picture))), format: sys.inputs.kind, width: 100%, height: 100%, fit: "contain")
"""


def main() -> None:
    """Kind, side in pixels, memory in bytes and seconds from the arguments; the answer on standard output."""
    kind, side, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(limit, (value, value))
    inputs = {"picture": json.dumps(list(sys.stdin.buffer.read())), "kind": kind, "side": f"{side}pt"}
    sources: Any = {"main.typ": SOURCE}  # the stubs do not know sources handed over by name
    drawn: Any = typst.compile(sources, sys_inputs=inputs, format="png", ppi=72.0, ignore_system_fonts=True)
    sys.stdout.buffer.write(drawn)


if __name__ == "__main__":
    main()
