"""Which greeting an hour of the day asks for."""

from enum import StrEnum


class PartOfDay(StrEnum):
    """The four greetings of Indonesian."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def part_of_day(hour: int) -> PartOfDay:
    """Pagi until 11, siang until 15, sore until 18, malam until 4."""
    if 4 <= hour < 11:
        return PartOfDay.MORNING
    if 11 <= hour < 15:
        return PartOfDay.NOON
    return PartOfDay.AFTERNOON if 15 <= hour < 18 else PartOfDay.EVENING
