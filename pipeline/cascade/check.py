"""The compliance check: which rows of a cascade are not accepted, and which a person should look at."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cascade.policy import REVIEW, Policy
from pipeline.schema import CascadeRow, Document

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SKIPPED = ("not_applicable", "parent_unavailable", "extra")


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows that fail, those for review, and those that a policy allows although they would fail."""

    failed: tuple[CascadeRow, ...]
    review: tuple[CascadeRow, ...]
    allowed: tuple[CascadeRow, ...]

    @property
    def passed(self) -> bool:
        return not self.failed


def check(rows: Iterable[CascadeRow], documents: Mapping[str, Document], policy: Policy) -> Checked:
    """Judge the rows of a cascade by a policy; ``documents`` by their ids."""
    known = list(rows)
    would_fail = [row for row in known if row.verdict in policy.fail_on]
    failed = [row for row in would_fail if policy.fails(row.verdict, documents[row.lower_doc_id])]
    return Checked(
        failed=tuple(failed),
        review=tuple(row for row in known if row.verdict in REVIEW and row not in failed),
        allowed=tuple(row for row in would_fail if row not in failed),
    )


def junit(rows: Sequence[CascadeRow], documents: Mapping[str, Document], checked: Checked) -> str:
    """The check as JUnit XML: a suite for each lower plan, a case for each row."""
    failed = {row.cascade_id for row in checked.failed}
    root = ET.Element("testsuites", name="chitieu check", tests=str(len(rows)), failures=str(len(failed)))
    for doc_id in dict.fromkeys(row.lower_doc_id for row in rows):
        own = [row for row in rows if row.lower_doc_id == doc_id]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=_clean(_name(documents[doc_id])),
            tests=str(len(own)),
            failures=str(sum(row.cascade_id in failed for row in own)),
            skipped=str(sum(row.verdict in _SKIPPED for row in own)),
        )
        for row in own:
            _case(suite, row, documents, row.cascade_id in failed)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, row: CascadeRow, documents: Mapping[str, Document], failed: bool) -> None:
    above = _name(documents[row.upper_doc_id]) if row.upper_doc_id else "(no upper plan)"
    said = row.upper_quote or row.lower_quote or ""
    case = ET.SubElement(suite, "testcase", name=_clean(f"{row.cascade_id}: {said}"), classname=_clean(above))
    if failed:
        failure = ET.SubElement(case, "failure", type=row.verdict, message=_clean(row.explanation_vi))
        failure.text = _clean(row.explanation_en)
    elif row.verdict in _SKIPPED:
        ET.SubElement(case, "skipped", message=row.verdict)
    else:
        ET.SubElement(case, "system-out").text = _clean(
            f"{row.verdict} {row.flags or ''}\n{row.explanation_vi}"
        )


def _name(document: Document) -> str:
    return " - ".join(filter(None, (document.number, document.issuer))) or document.source


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
