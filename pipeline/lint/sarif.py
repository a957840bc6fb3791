"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code review tools and CI services show."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal
from urllib.parse import quote

from pipeline.lint.places import Located
from pipeline.lint.rules import Code, codes
from pipeline.schema import Failure
from pipeline.text import file_and_part

Language = Literal["vi", "en"]
Json = dict[str, Any]

_SHOWN = ("quote", "page", "paragraph", "cell", "rule")
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(found: Sequence[Located], failures: Iterable[Failure], language: Language, version: str) -> Json:
    """One run. ``failures`` are files that could not be read, each with the reason."""
    known = codes()
    at = {code.id: index for index, code in enumerate(known)}
    notices = [_notice(failure) for failure in failures]
    driver = {
        "name": "chitieu",
        "version": version,
        "language": language,
        "rules": [_rule(code, language) for code in known],
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": not notices, "toolExecutionNotifications": notices}],
                "results": [_result(one, at[one.finding.code], language) for one in found],
            }
        ],
    }


def _rule(code: Code, language: Language) -> Json:
    """The rule in the language asked for; both are in its properties."""
    name, told = (code.name_vi, code.help_vi) if language == "vi" else (code.name_en, code.help_en)
    return {
        "id": code.id,
        "shortDescription": {"text": name},
        "fullDescription": {"text": told},
        "help": {"text": f"{code.help_vi}\n\n{code.help_en}"},
        "defaultConfiguration": {"level": code.severity},
        "properties": {"name_vi": code.name_vi, "name_en": code.name_en},
    }


def _result(one: Located, index: int, language: Language) -> Json:
    row = one.finding
    return {
        "ruleId": row.code,
        "ruleIndex": index,
        "level": row.severity,
        "message": {"text": row.message_vi if language == "vi" else row.message_en},
        "locations": [_location(one)],
        "partialFingerprints": {"finding/v1": f"{row.doc_id}/{row.rule}/{row.start}"},
        "properties": {key: value for key in _SHOWN if (value := getattr(row, key)) is not None},
    }


def _location(one: Located) -> Json:
    place: Json = {"artifactLocation": {"uri": uri(one.source)}}
    if one.region:
        place["region"] = {
            "startLine": one.region.start_line,
            "startColumn": one.region.start_column,
            "endLine": one.region.end_line,
            "endColumn": one.region.end_column,
            "snippet": {"text": one.finding.quote or ""},
        }
    location: Json = {"physicalLocation": place}
    if one.section and one.section.path:
        location["logicalLocations"] = [{"name": one.section.path, "kind": "element"}]
    return location


def uri(source: str) -> str:
    """A path as a relative or absolute URI reference; a document parted from a file is that of its file."""
    path = quote(file_and_part(source)[0].replace("\\", "/"))
    return f"file://{path}" if path.startswith("/") else path


def _notice(failure: Failure) -> Json:
    return {"level": "error", "message": {"text": f"{failure.source}: {failure.reason}"}}
