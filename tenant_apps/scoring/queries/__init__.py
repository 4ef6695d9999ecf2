"""Reads of periods, schemes and scores; the viewer comes first and sees only whom they may see."""
