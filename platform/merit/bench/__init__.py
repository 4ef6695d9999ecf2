"""Benchmarks: ratios against a baseline measured in the same run, on an installation made for it and thrown away."""
