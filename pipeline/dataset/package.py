"""``datapackage.json``: the description of a dataset folder, and how such a folder is known again."""

import json
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.dataset.tables import TABLES, Column, ForeignKey, Table
from pipeline.errors import DatasetError, reason_of

FORMAT = 1  # of the folder: raised when a reader of the one before could no longer read it
PACKAGE_FILE = "datapackage.json"
TEXT_FOLDER = "text"
_MARK = "chitieu"
_DIALECT = {
    "header": True,
    "csv": {
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "skipInitialSpace": False,
    },
}


def describe(tables: Iterable[Table]) -> dict[str, Any]:
    """The Frictionless Data Package of a folder with these tables, each a CSV and a Parquet file."""
    words = tomllib.loads(files("pipeline.dataset").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {
        "profile": "data-package",
        "name": "chitieu",
        "title": "Targets, citations and deadlines of directives",
        _MARK: {"format": FORMAT, "text": f"{TEXT_FOLDER}/{{doc_id}}.txt"},
        "resources": [_resource(table, words["shared"] | words.get(table.name, {})) for table in tables],
    }


def check_package(folder: Path) -> None:
    """Accept ``folder`` as a dataset that this version reads.

    Raises:
        DatasetError: there is no dataset, or one of another format.
    """
    found = format_of(folder)
    if found is None and not folder.exists():
        raise DatasetError(f"{folder}: no such folder")
    if found is None:
        raise DatasetError(f"{folder}: not a dataset of chitieu (no {PACKAGE_FILE} of its making)")
    if found != FORMAT:
        raise DatasetError(f"{folder}: a dataset of format {found}; this version reads format {FORMAT}")


def read_text(folder: Path, doc_id: str) -> str:
    """The text that the offsets of a document count in.

    Raises:
        DatasetError: it is missing or damaged.
    """
    path = folder / TEXT_FOLDER / f"{doc_id}.txt"
    try:
        return path.read_bytes().decode("utf-8")  # as bytes: no line break may change
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({reason_of(error)})") from error


def format_of(folder: Path) -> object:
    """The format that ``folder`` says it has, None where it is no dataset of ours.

    Raises:
        DatasetError: the description is there and cannot be read.
    """
    try:
        package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise DatasetError(f"{folder / PACKAGE_FILE}: cannot be read ({reason_of(error)})") from error
    mark = package.get(_MARK) if isinstance(package, dict) else None
    return mark.get("format") if isinstance(mark, dict) else None


def _resource(table: Table, words: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, words[column.name]) for column in table.columns],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = [table.primary_key]
    if table.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(table, key) for key in table.foreign_keys]
    return {
        "name": table.name,
        "description": table.description,
        "type": "table",
        "path": f"{table.name}.csv",
        "parquet": f"{table.name}.parquet",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    target = "" if key.table == table.name else key.table  # the empty name is the resource itself
    return {
        "fields": [key.column],
        "reference": {"resource": target, "fields": [TABLES[key.table].primary_key]},
    }


def _field(column: Column, description: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    kind = "string" if column.kind == "box" else column.kind
    field = {"name": column.name, "type": kind, "description": description}
    return field | ({"constraints": constraints} if constraints else {})
