"""Asks the official package what it says, and writes that down as our test data.

Needs Python >= 3.11 and `pip install data-inclusion-schema`. Two uses:

    python test/reference/regenerate.py cases    judges again every case of test/data/reference/*-cases.json and rewrites the files
    python test/reference/regenerate.py judge    one JSON record a line in, one JSON verdict a line out (used by differential.ts)

A line for `judge`: {"kind": "service"|"structure", "strict": bool, "today": "YYYY-MM-DD", "record": any}
Its answer:         {"valid": bool, "errors": [{"type", "loc"}], "record": object|null, "score": number|null, "criteria": object|null, "raises": bool}
In the case files a long text is written {"repeat": ".", "times": 500}.
"""

import datetime
import importlib.metadata
import json
import math
import pathlib
import sys

import pendulum
import pydantic
from data_inclusion.schema.v1 import Service, Structure, score_qualite, services, structures

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "reference"


class FrozenDate(datetime.date):
    """`date.today()` as the case wants it; ordinary dates still count as instances."""

    frozen = datetime.date(2026, 1, 1)

    @classmethod
    def today(cls):
        return cls.frozen


services.date = FrozenDate
structures.date = FrozenDate


def expand(value):
    if isinstance(value, dict) and set(value) == {"repeat", "times"}:
        return value["repeat"] * value["times"]
    return value


def judge(case):
    FrozenDate.frozen = datetime.date.fromisoformat(case["today"])
    model = Service if case["kind"] == "service" else Structure
    raw = case["record"]
    if isinstance(raw, dict):
        raw = {key: expand(value) for key, value in raw.items()}
    verdict = {"valid": True, "errors": [], "record": None, "score": None, "criteria": None, "raises": False}
    try:
        record = model.model_validate(raw, context={"ignore_warnings": not case["strict"]})
    except pydantic.ValidationError as refusal:
        verdict["valid"] = False
        verdict["errors"] = [
            {"type": error["type"], "loc": [str(part) for part in error["loc"]]}
            for error in refusal.errors(include_url=False, include_context=False, include_input=False)
        ]
        return verdict
    verdict["record"] = plain(record)
    if model is Service:
        now = pendulum.parse(case["today"])
        score_qualite.pendulum.now = lambda: now
        try:
            score, criteria = score_qualite.score(record)
            verdict["score"], verdict["criteria"] = score, dict(criteria)
        except ValueError:
            verdict["raises"] = True
    return verdict


def plain(record):
    shown = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, (set, frozenset)):
            value = sorted(str(item.value) for item in value)
        elif isinstance(value, datetime.date):
            value = value.isoformat()
        elif isinstance(value, float) and not math.isfinite(value):
            value = None
        elif value is not None and not isinstance(value, (str, int, float, list)):
            value = str(value)
        elif isinstance(value, str):
            value = str(getattr(value, "value", value))
        shown[name] = value
    return shown


def regenerate(name):
    path = DATA / name
    content = json.loads(path.read_text("utf-8"))
    content["package"] = "data-inclusion-schema " + importlib.metadata.version("data-inclusion-schema")
    for case in content["cases"]:
        verdict = judge({"kind": case["kind"], "strict": case.get("strict", False), "today": case["today"], "record": case["record"]})
        if name == "validation-cases.json":
            case["valid"], case["errors"] = verdict["valid"], verdict["errors"]
        else:
            case["raises"], case["score"], case["criteria"] = verdict["raises"], verdict["score"], verdict["criteria"]
    lines = ",\n  ".join(json.dumps(case, ensure_ascii=False) for case in content["cases"])
    path.write_text(f'{{"package": {json.dumps(content["package"])}, "cases": [\n  {lines}\n]}}\n', "utf-8")
    print(f"{path.name}: {len(content['cases'])} cases judged by {content['package']}")


def main():
    if sys.argv[1:] == ["cases"]:
        for name in ("validation-cases.json", "score-cases.json"):
            regenerate(name)
    elif sys.argv[1:] == ["judge"]:
        for line in sys.stdin:
            print(json.dumps(judge(json.loads(line))), flush=False)
    else:
        sys.exit(__doc__)


main()
