"""Limits that a run obeys, typed; from a TOML file, where an unknown key is an error."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.errors import SettingsError, reason_of


@dataclass(frozen=True, slots=True)
class Settings:
    """What one document may cost. Sizes are in bytes, times in seconds.

    ``memory_per_document`` is that of the process that reads it, with the programs which it runs.
    """

    max_bytes: int = 200_000_000
    max_uncompressed_bytes: int = 200_000_000
    max_compression_ratio: int = 200
    max_xml_bytes: int = 60_000_000
    max_pages: int = 5_000
    max_image_pixels: int = 200_000_000
    max_table_cells: int = 200_000
    seconds_per_document: float = 120.0
    memory_per_document: int = 1_500_000_000


def load_settings(path: Path) -> Settings:
    """The settings of a TOML file whose keys are fields of `Settings`; what is not named keeps its default.

    Raises:
        SettingsError: it cannot be read, a key is unknown, or a value is not positive or of another kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {reason_of(error)}") from error
    kinds = {field.name: (int, float) if field.type is float else (int,) for field in fields(Settings)}
    for key, value in table.items():
        if key not in kinds:
            raise SettingsError(f"{path}: unknown key {key!r}; known are {', '.join(kinds)}")
        if isinstance(value, bool) or not isinstance(value, kinds[key]) or value <= 0:
            raise SettingsError(
                f"{path}: {key} must be a positive {'number' if len(kinds[key]) == 2 else 'whole number'}"
            )
    return Settings(**table)
