"""The tables on disk: CSV, Parquet and the texts, written as a whole, described by datapackage.json."""

from pipeline.dataset.read import Dataset, read_dataset

__all__ = ["Dataset", "read_dataset"]
