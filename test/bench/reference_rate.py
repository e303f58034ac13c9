"""Validates and scores JSON lines with the official package, and says how many a second.

    python test/bench/reference_rate.py <records.jsonl>

Needs Python >= 3.11 and `pip install data-inclusion-schema`. Prints {"records": n, "valid": n, "seconds": s} of processor; reading the lines is in the time.
"""

import json
import sys
import time

import pydantic
from data_inclusion.schema.v1 import Service
from data_inclusion.schema.v1.score_qualite import score

valid = 0
count = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    start = time.process_time()
    for line in lines:
        count += 1
        try:
            score(Service.model_validate(json.loads(line), context={"ignore_warnings": True}))
            valid += 1
        except pydantic.ValidationError:
            pass
    seconds = time.process_time() - start
print(json.dumps({"records": count, "valid": valid, "seconds": seconds}))
