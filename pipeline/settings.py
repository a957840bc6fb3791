"""Limits that a run obeys, typed; from a TOML file, where an unknown key is an error."""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

from pipeline.errors import SettingsError, reason_of


@dataclass(frozen=True, slots=True)
class Settings:
    """What one document may cost. Sizes are in bytes, times in seconds.

    ``memory_per_document`` is that of the process that reads it, with the programs which it runs. The time of a
    document starts anew with every page that is recognised. ``least_syllables`` is the share of Vietnamese syllables
    among its words below which the text layer of a scanned page is not trusted, ``least_number_confidence`` that of a
    recognised number below which it is a finding. ``processes`` is what one document may use of the run's: no key of a
    file, and nothing that the rows depend on, so that it is left out of what settings are known by.
    """

    max_bytes: int = 200_000_000
    max_uncompressed_bytes: int = 200_000_000
    max_compression_ratio: int = 200
    max_xml_bytes: int = 60_000_000
    max_pages: int = 5_000
    max_image_pixels: int = 200_000_000
    max_table_cells: int = 200_000
    max_scanned_pages: int = 500
    seconds_per_scanned_page: float = 60.0
    least_syllables: float = 0.8
    least_number_confidence: float = 0.8
    seconds_per_document: float = 120.0
    memory_per_document: int = 1_500_000_000
    processes: int = field(default=1, repr=False)


def load_settings(path: Path) -> Settings:
    """The settings of a TOML file whose keys are fields of `Settings`; what is not named keeps its default.

    Raises:
        SettingsError: it cannot be read, a key is unknown, or a value is not positive or of another kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {reason_of(error)}") from error
    keys = [key for key in fields(Settings) if key.repr]
    kinds = {key.name: (int, float) if key.type is float else (int,) for key in keys}
    for key, value in table.items():
        if key not in kinds:
            raise SettingsError(f"{path}: unknown key {key!r}; known are {', '.join(kinds)}")
        if isinstance(value, bool) or not isinstance(value, kinds[key]) or value <= 0:
            raise SettingsError(
                f"{path}: {key} must be a positive {'number' if len(kinds[key]) == 2 else 'whole number'}"
            )
    return Settings(**table)
