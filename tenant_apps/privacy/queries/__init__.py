"""Reads of this room; the viewer comes first and sees what is theirs, or what their role lets them see."""
