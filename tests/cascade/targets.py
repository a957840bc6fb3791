"""Targets of our own writing, told by what they are about."""

from itertools import count
from typing import Any

from pipeline.schema import Target

_numbers = count(1)


def share(population: str, action: str, **more: Any) -> Target:
    """``population`` is to do or reach ``action``, 90 of a hundred where nothing else is said."""
    said = f"{population} {action}"
    known = {"measure": "share", "unit": "percent", "unit_text": "%", "value": 90.0, "quote": "90%"}
    return _target(said, **(known | {"population": population, "action": action} | more))


def number(action: str, unit_text: str, **more: Any) -> Target:
    """So many ``unit_text``, 5 where nothing else is said."""
    known = {"measure": "count", "unit": "count", "value": 5.0, "quote": f"05 {unit_text}"}
    return _target(f"{action} 05 {unit_text}", **(known | {"action": action, "unit_text": unit_text} | more))


def money(action: str, per: str, **more: Any) -> Target:
    known = {
        "measure": "money",
        "unit": "money",
        "unit_text": "đồng",
        "value": 500000.0,
        "quote": "500.000 đồng",
    }
    return _target(f"{action} 500.000 đồng/{per}", **(known | {"action": action, "per": per} | more))


def prose(action: str) -> Target:
    """A promise without a number."""
    return _target(action, measure="qualitative", action=action, quote=action)


def _target(statement: str, **columns: Any) -> Target:
    return Target(
        doc_id="d",
        start=0,
        end=1,
        rule="test",
        target_id=f"t{next(_numbers)}",
        **{"statement": statement} | columns,
    )
