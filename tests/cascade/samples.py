"""Plans and targets made by hand."""

from datetime import date
from itertools import count
from typing import Any

from msgspec.structs import replace

from pipeline.cascade.judge import Situation, judge_plans
from pipeline.cascade.plans import Aligned, Judgement, Plan
from pipeline.cascade.units import UnitCount
from pipeline.schema import Deadline, Document, Target

_NUMBERS = count(1)
UPPER, LOWER = "upper", "lower"
TITLE = "đạt danh hiệu lao động giỏi"


def document(doc_id: str, **said: Any) -> Document:
    return Document(
        **{
            "doc_id": doc_id,
            "source": f"{doc_id}.txt",
            "sha256": "0" * 64,
            "media_type": "text/plain",
            "family": "trade_union",
            "period_start": date(2024, 1, 1),
            "period_end": date(2024, 12, 31),
            **said,
        }
    )


def province(**said: Any) -> Document:
    said = {"issuer": "Liên đoàn Lao động tỉnh Kon Plông", "level": "province", "number": "7/KH-LĐLĐ", **said}
    return document(said.pop("doc_id", UPPER), **said)


def district(**said: Any) -> Document:
    said = {"issuer": "Liên đoàn Lao động huyện Ea Nam", "level": "district", "number": "3/KH-LĐLĐ", **said}
    return document(LOWER, **said)


def grassroots(**said: Any) -> Document:
    said = {"issuer": "Công đoàn cơ sở Công ty May Hoa Ban", "level": "grassroots", **said}
    return document(LOWER, **said)


def target(**said: Any) -> Target:
    """A target; what is not said is that of a bare share of 90% of women workers."""
    quote = said.get("quote", f"{said.get('value', 90)}%")
    return Target(
        **{
            "doc_id": UPPER,
            "start": None,
            "end": None,
            "rule": "by_hand",
            "target_id": f"t{next(_NUMBERS)}",
            "quote": quote,
            "statement": said.get(
                "statement", f"{quote} {said.get('population') or ''} {said.get('action', TITLE)}"
            ),
            "action": TITLE,
            "measure": "share",
            "comparator": "eq",
            "value": 90.0,
            "unit": "percent",
            **said,
        }
    )


def share(value: float, comparator: str = "ge", **said: Any) -> Target:
    said = {"population": "nữ đoàn viên, người lao động", **said}
    return target(value=float(value), comparator=comparator, **said)


def number(value: float, comparator: str = "eq", **said: Any) -> Target:
    said = {
        "measure": "count",
        "unit": "count",
        "unit_text": "hoạt động",
        "quote": f"{value:g} hoạt động",
        **said,
    }
    return target(value=float(value), comparator=comparator, **said)


def per_unit(value: float, comparator: str = "ge", **said: Any) -> Target:
    return number(value, comparator, **{"measure": "per_unit", "per": "công đoàn cơ sở", **said})


def plan(document: Document, *targets: Target, text: str = "", deadlines: tuple[Deadline, ...] = ()) -> Plan:
    body = "\n".join(dict.fromkeys((*(row.statement for row in targets), text)))
    starts = [body.index(row.statement) for row in targets]
    own = tuple(
        replace(row, doc_id=document.doc_id, start=start, end=start + len(row.statement))
        for start, row in zip(starts, targets, strict=True)
    )
    return Plan(document=document, text=body, sections=(), targets=own, references=(), deadlines=deadlines)


def situation(
    upper: Plan, lower: Plan, units: tuple[UnitCount, ...] = (), links: list[tuple[int, int]] | None = None
) -> Situation:
    """Every lower target is aligned with every upper one, or those of ``links`` (positions)."""
    pairs = (
        links
        if links is not None
        else [(i, j) for i in range(len(upper.targets)) for j in range(len(lower.targets))]
    )
    aligned = tuple(Aligned(upper.targets[i], lower.targets[j], 1.0, 1.0) for i, j in pairs)
    return Situation(upper, lower, aligned, units)


def judged(
    upper: Target,
    lower: Target,
    *,
    above: Document | None = None,
    below: Document | None = None,
    units: tuple[UnitCount, ...] = (),
    text: str = "",
    deadlines: tuple[Deadline, ...] = (),
) -> Judgement:
    """One target under a plan with one target that is aligned with it."""
    high = plan(above or province(), upper)
    low = plan(below or district(), lower, text=text, deadlines=deadlines)
    (row,) = [row for row in judge_plans(situation(high, low, units)) if row.upper]
    return row


def verdict(*args: Any, **said: Any) -> str:
    return judged(*args, **said).verdict


def silent(upper: Target, text: str = "Không có gì.", **said: Any) -> Judgement:
    """One target under a plan that sets no target of its own but says ``text``."""
    high = plan(said.pop("above", None) or province(), upper)
    low = plan(said.pop("below", None) or district(), text=text)
    (row,) = judge_plans(Situation(high, low, (), said.pop("units", ())))
    return row


EA_NAM = UnitCount("LĐLĐ huyện Ea Nam", "công đoàn cơ sở", 15)
