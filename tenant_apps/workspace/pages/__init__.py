"""From what was read to what a template draws: words, figures and links of each page."""
