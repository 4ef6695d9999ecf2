"""Child processes that never outlive their supervisor, however it ends."""

import ctypes
import signal

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def dies_with_parent() -> None:
    """For preexec_fn: the kernel sends SIGINT when the parent dies, even by kill -9 (Linux; elsewhere nothing)."""
    prctl = getattr(_libc, "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
