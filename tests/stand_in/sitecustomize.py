"""On PYTHONPATH this puts a quick flow in the place of the real one, in every process of a run.

It makes a section, a numeral for every number and a reference for every `số N`, and does what its text says: CRASH,
HANG, GROW, FAULT, NOISE.
"""

import os
import re
import signal
import sys
import time
import types


def run(raw):
    from pipeline.schema import Document, DocumentTables, Numeral, Reference, Section
    from pipeline.text import document_id

    text, doc_id = raw.text, document_id(raw.sha256, raw.part)
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "HANG" in text:
        time.sleep(600)
    if "GROW" in text:
        held = []
        while True:
            held.append(bytearray(10_000_000))
    if "FAULT" in text:
        raise ZeroDivisionError("by nothing")
    if "NOISE" in text:
        print("a library talks")

    def at(match):
        start, end = match.span()
        return {"doc_id": doc_id, "start": start, "end": end, "quote": text[start:end], "rule": "stand_in"}

    heading = re.compile(r".").search(text)
    numbers = enumerate(re.finditer(r"\d+", text), 1)
    cited = enumerate(re.finditer(r"số \d+", text), 1)
    return DocumentTables(
        document=Document(
            doc_id=doc_id, source=raw.source, sha256=raw.sha256, media_type=raw.media_type, number="1/KH"
        ),
        text=text,
        sections=(Section(**at(heading), section_id=f"{doc_id}-s1", ordinal=1, depth=1, body_end=len(text)),),
        references=tuple(
            Reference(
                **at(match), reference_id=f"{doc_id}-r{n}", section_id=f"{doc_id}-s1", form="full", type="KH"
            )
            for n, match in cited
        ),
        numerals=tuple(
            Numeral(**at(match), numeral_id=f"{doc_id}-n{n}", value=float(match[0]), role="unclassified")
            for n, match in numbers
        ),
    )


def read_file(raw):
    from pipeline.normalise import normalise

    yield normalise(raw), run(raw)


stand_in = types.ModuleType("pipeline.flow")
stand_in.run = run
stand_in.run_file = lambda raw: (run(raw),)
stand_in.read_file = read_file
sys.modules["pipeline.flow"] = stand_in
