"""A run as JUnit XML, the form that CI systems read: one testcase a lesson, one a band, one a verified notebook."""

import re
from pathlib import Path
from xml.etree import ElementTree

from coursekit.execution.bands import BandCheck
from coursekit.execution.outcome import Outcome
from coursekit.execution.verification import Verification
from coursekit.files import write_atomically

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(file: Path, outcomes: list[Outcome], checks: list[BandCheck], verifications: list[Verification]) -> None:
    """Write the run's testcases to `file`, in one step. A result without a band is none: nothing was asked of it."""
    suite = ElementTree.Element("testsuite", name="coursekit run")
    for outcome in outcomes:
        case = _case(suite, outcome.module, outcome.lesson, outcome.seconds)
        if outcome.failure:
            detail = f"{outcome.failure.describe(outcome.lesson)}\n\n{outcome.failure.traceback}".rstrip()
            _fail(case, outcome.failure.error.splitlines()[0], detail)
    for check in checks:
        if check.band is None:
            continue
        case = _case(suite, f"{check.module}.{check.lesson}.bands", check.result, 0.0)
        if not check.passed:
            _fail(case, f"{check.result}: {check.verdict}", check.describe())
    for verification in verifications:
        case = _case(suite, f"{verification.module}.{verification.lesson}", "recorded outputs", verification.seconds)
        if not verification.passed:
            _fail(case, "recorded outputs differ", verification.describe())
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", "0")
    suite.set("time", f"{sum(float(case.get('time')) for case in suite):.3f}")
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode", xml_declaration=False)
    write_atomically(file, f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def _case(suite: ElementTree.Element, classname: str, name: str, seconds: float) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=classname, name=name, time=f"{seconds:.3f}")


def _fail(case: ElementTree.Element, message: str, detail: str) -> None:
    failure = ElementTree.SubElement(case, "failure", message=NOT_IN_XML.sub("?", message))
    failure.text = NOT_IN_XML.sub("?", detail)
