#!/usr/bin/env python3
"""Makes tests/src/test/resources/template/transformed.json, what the SAM transform makes of template.yaml, without an account.

    python3 tests/src/test/template/transform.py            makes the snapshot anew
    python3 tests/src/test/template/transform.py --print    prints it, and changes nothing
    python3 tests/src/test/template/transform.py --protection   prints protection.yaml as JSON, which needs no transform

Needs the package aws-sam-translator, 1.110.0. With the snapshot goes transformed.sha256: of which files it was made.
"""
import hashlib
import json
import os
import sys
from pathlib import Path

os.environ["AWS_DEFAULT_REGION"] = "us-west-2"  # The transform asks for one, and makes nothing of it here.

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

TOP = Path(__file__).resolve().parents[4]
SNAPSHOT = TOP / "tests/src/test/resources/template/transformed.json"
SOURCES = ["protection.yaml", "template.yaml"]


class NoManagedPolicies:
    """Every role is written out in the template, so that no policy has to be looked up in an account."""

    def load(self):
        return {}


def packaged(template):
    """Does what `sam package` does before the transform: code and definitions lie in a bucket."""
    globals_ = template["Globals"]["Function"]
    globals_["CodeUri"] = "s3://bucket/" + globals_["CodeUri"]
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::StateMachine":
            properties = resource["Properties"]
            properties["DefinitionUri"] = "s3://bucket/" + properties["DefinitionUri"]
    return template


def as_json(template):
    return json.dumps(template, indent=1, sort_keys=True) + "\n"


def main():
    protection = as_json(yaml_parse((TOP / "protection.yaml").read_text()))
    if "--protection" in sys.argv:
        print(protection, end="")
        return
    made = as_json(transform(packaged(yaml_parse((TOP / "template.yaml").read_text())), {}, NoManagedPolicies()))
    if "--print" in sys.argv:
        print(made, end="")
        return
    SNAPSHOT.write_text(made)
    SNAPSHOT.with_name("protection.json").write_text(protection)
    sums = [hashlib.sha256((TOP / source).read_bytes()).hexdigest() + "  " + source + "\n" for source in SOURCES]
    SNAPSHOT.with_suffix(".sha256").write_text("".join(sums))


if __name__ == "__main__":
    main()
