"""Reads one xlsx in a process of its own, without Django: what an attacker may send stays in there."""
