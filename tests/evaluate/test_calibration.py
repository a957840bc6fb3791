"""Bins of confidence and their error; rows judged by gold."""

import csv
import json

import pytest

from pipeline.evaluate.calibration import Judged, bins, expected_calibration_error, judge_rows


def rows(confidence, right, wrong):
    one = Judged("a", "90%", "target.share", confidence, True)
    return [one] * right + [Judged("a", "90%", "target.share", confidence, False)] * wrong


def test_a_confidence_that_is_borne_out_has_no_error():
    assert expected_calibration_error(rows(0.75, 3, 1)) == 0
    assert expected_calibration_error(rows(1.0, 5, 0)) == 0


def test_error_is_weighed_by_rows():
    assert expected_calibration_error(rows(0.95, 0, 1) + rows(0.75, 3, 1)) == pytest.approx(0.95 / 5)


def test_without_rows_there_is_no_error():
    assert expected_calibration_error([]) is None
    assert bins([]) == []


def test_bins_rise_and_their_interval_holds_the_share():
    found = bins(rows(1.0, 7, 0) + rows(0.0, 0, 2) + rows(0.95, 3, 1))
    assert [each.count for each in found] == [2, 11]
    assert [each.right for each in found] == [0, 10 / 11]
    assert all(0 <= each.low <= each.right <= each.high <= 1 for each in found)
    assert found[0].high > 0.5  # two rows say little


def test_rows_are_judged_by_gold(tmp_path):
    target = {"comparator": "ge", "value": 90, "unit": "percent", "quote": "ít nhất 90% đơn vị"}
    (tmp_path / "a.json").write_text(json.dumps({"source": "a.txt", "targets": [target]}), encoding="utf-8")
    write(tmp_path / "documents.csv", [{"doc_id": "d", "source": "x/a.txt"}])
    row = {"doc_id": "d", "measure": "share", "value_high": "", "rule": "r", "confidence": "0.9"} | target
    found = [row, row | {"value": 40, "quote": "40% đơn vị khác", "confidence": "0.6"}]
    write(
        tmp_path / "targets.csv", [*found, row | {"measure": "qualitative", "quote": "nâng cao chất lượng"}]
    )
    judged = judge_rows(tmp_path, tmp_path)
    assert [(one.document, one.confidence, one.right) for one in judged] == [
        ("a", 0.9, True),
        ("a", 0.6, False),
    ]


def write(path, records):
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, records[0])
        writer.writeheader()
        writer.writerows(records)
