"""Trained models on disk: skops archives, which hold no code, the same bytes for the same content."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import ModelError

MODELS = Path(__file__).resolve().parents[1] / "models"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_SCHEMA = "schema.json"


def dump(held: Mapping[str, Any]) -> bytes:
    """The archive of ``held``: the same bytes whenever and wherever it is written.

    It is not compressed: zlib need not give the same bytes everywhere.
    """
    from skops.io import dumps  # noqa: PLC0415 - takes seconds to import

    source = zipfile.ZipFile(io.BytesIO(dumps(dict(held))))
    schema = json.loads(source.read(_SCHEMA))
    files: dict[str, str] = {}
    _renumber(schema, {}, files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for old, new in sorted(files.items(), key=lambda pair: pair[1]):
            target.writestr(zipfile.ZipInfo(new, _FIRST_DAY), source.read(old))
        target.writestr(zipfile.ZipInfo(_SCHEMA, _FIRST_DAY), json.dumps(schema, indent=1))
    return out.getvalue()


def _renumber(node: Any, numbers: dict[int, int], files: dict[str, str]) -> None:
    """Number objects and files in the order in which they stand in the schema, instead of by their addresses."""
    if isinstance(node, dict):
        if "__id__" in node:
            node["__id__"] = numbers.setdefault(node["__id__"], len(numbers) + 1)
        if isinstance(node.get("file"), str):
            node["file"] = files.setdefault(node["file"], f"{len(files) + 1:04}{Path(node['file']).suffix}")
        for child in node.values():
            _renumber(child, numbers, files)
    elif isinstance(node, list):
        for child in node:
            _renumber(child, numbers, files)


def read_plain(path: Path) -> dict[str, Any]:
    """What an archive of ``dump`` holds, where that is arrays, texts and numbers by their names.

    skops itself would import scikit-learn, which takes longer than a document; plain content needs neither.

    Raises:
        ModelError: no such file, damaged, or holding anything else.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            content = json.loads(archive.read(_SCHEMA))["content"]
            return {name: _plain(node, archive) for name, node in content.items()}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path}: {error} (make train writes it)") from error


def _plain(node: Mapping[str, Any], archive: zipfile.ZipFile) -> Any:
    if node["__loader__"] == "NdArrayNode":
        return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
    if node["__loader__"] == "JsonNode":
        return json.loads(node["content"])
    raise ValueError(f"holds a {node['__class__']}")
