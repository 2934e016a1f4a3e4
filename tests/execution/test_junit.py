"""The JUnit XML, parsed as CI parses it."""

from xml.etree import ElementTree

from coursekit.execution.bands import Band, BandCheck
from coursekit.execution.junit import write
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.verification import CellDifference, Verification

BAND = Band("cnn", "accuracy", "tensorflow", "cpu", "cpu", 0.6, 0.7, (0,), (0.65,))


def parsed(tmp_path, *contents):
    file = tmp_path / "deep" / "junit.xml"
    write(file, *contents)
    root = ElementTree.parse(file).getroot()
    assert root.tag == "testsuites"
    (suite,) = root
    return suite


def test_a_lesson_a_band_and_a_verification_are_a_testcase_each(tmp_path):
    checks = [
        BandCheck("04", "cnn", "accuracy", "inside", 0.65, "", BAND),
        BandCheck("04", "cnn", "seconds", "no band", 3),
    ]
    suite = parsed(tmp_path, [Outcome("04", "cnn", 12.5)], checks, [Verification("04", "cnn", 3.0, 7)])
    cases = [(case.get("classname"), case.get("name"), case.get("time")) for case in suite]
    assert cases == [
        ("04", "cnn", "12.500"),
        ("04.cnn.bands", "accuracy", "0.000"),
        ("04.cnn", "recorded outputs", "3.000"),
    ]
    assert (suite.get("tests"), suite.get("failures"), suite.get("time")) == ("3", "0", "15.500")


def test_failures_carry_their_texts(tmp_path):
    failure = Failure("ValueError: bad\nsecond line", 3, "conv2d", "f(x)", "last words", "the \x1b[31mtrace\x00back")
    checks = [BandCheck("04", "cnn", "accuracy", "outside", 0.2, "", BAND)]
    differences = [CellDifference(2, "imports", "import numpy", "Cell outputs differ")]
    verification = Verification("04", "cnn", 3.0, 7, differences)
    suite = parsed(tmp_path, [Outcome("04", "cnn", failure=failure)], checks, [verification])
    lesson, band, outputs = suite.findall("testcase/failure")
    assert lesson.get("message") == "ValueError: bad"
    assert "cnn: code cell 3 (conv2d) `f(x)`: ValueError: bad\nsecond line" in lesson.text
    assert "last words" in lesson.text and "the ?[31mtrace?back" in lesson.text
    assert band.text.splitlines()[0] == "cnn: accuracy: 0.2; band 0.6 to 0.7: outside"
    assert outputs.text == "cnn: code cell 2 (imports) `import numpy`: Cell outputs differ"
    assert suite.get("failures") == "3"
