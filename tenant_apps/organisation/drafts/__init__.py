"""Structure drafts: the chart changed step by step, reviewed, and published by decree from a date on."""
