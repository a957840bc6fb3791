"""Days as messages write them, and slips in them."""

from datetime import date


def shown(day: date) -> str:
    """As an office writes it in figures: ``05/03/2024``."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def is_slip(one: date, other: date) -> bool:
    """Whether two days that differ may be meant for one: the year is the same, or day and month are.

    Numbers of documents begin anew each year, so that days further apart are those of two documents.
    """
    return one != other and (one.year == other.year or (one.day, one.month) == (other.day, other.month))
