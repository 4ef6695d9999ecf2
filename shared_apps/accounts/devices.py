"""From what a browser says about itself to two words a person recognises: pure, and deliberately coarse.

Nothing else of it is kept: no version, no model, no address. Unknown ones are simply not named.
"""

import re

# The first that fits: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = (
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|Opera")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/|Chromium/")),
    ("Safari", re.compile(r"Safari/")),
)
SYSTEMS = (  # phones first: Android also says Linux, an iPad says Mac OS X
    ("iPhone", re.compile(r"iPhone|iPod")),
    ("iPad", re.compile(r"iPad")),
    ("Android", re.compile(r"Android")),
    ("ChromeOS", re.compile(r"CrOS")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Macintosh|Mac OS X")),
    ("Linux", re.compile(r"Linux|X11")),
)
MOST_READ = 500  # characters; a browser's line is shorter, and anybody may send a longer one


def browser_of(agent: str) -> str:
    """The browser's name in a User-Agent line; "" where it names none of the known ones."""
    return _first(BROWSERS, agent)


def system_of(agent: str) -> str:
    """What it runs on; "" where unknown."""
    return _first(SYSTEMS, agent)


def _first(known: tuple[tuple[str, re.Pattern[str]], ...], agent: str) -> str:
    return next((name for name, pattern in known if pattern.search(agent[:MOST_READ])), "")
