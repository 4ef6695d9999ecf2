"""JSON pointers: how a place in a document is written (`/nodes/performance/inputs/awards/weight`)."""


def join(*segments: str) -> str:
    """The pointer through these segments."""
    return "".join("/" + segment.replace("~", "~0").replace("/", "~1") for segment in segments)


def split(pointer: str) -> tuple[str, ...] | None:
    """The segments of a pointer, or None when it is not one."""
    if not pointer.startswith("/"):
        return None
    return tuple(segment.replace("~1", "/").replace("~0", "~") for segment in pointer[1:].split("/"))
