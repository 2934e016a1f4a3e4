"""The page of a run: parsed as a browser parses it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

from bs4 import BeautifulSoup

from coursekit.execution import bands
from coursekit.execution.bands import Band
from coursekit.execution.course import CourseRun, execute
from coursekit.execution.outcome import CellTiming, Failure, Outcome
from coursekit.execution.overview import Facts, page, write
from coursekit.execution.verification import CellDifference, Verification

HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
CELLS = [CellTiming(1, "imports", "import keras", 4.0, 2**28), CellTiming(2, "fit", HOSTILE, 75.0, 2**30)]


def band(result="accuracy", low=0.6, high=0.8, values=(0.65, 0.7), profile="smoke", note="10 epochs"):
    return Band("cnn", result, "tensorflow", "cpu", profile, low, high, tuple(range(len(values))), values, note)


def cnn(**results):
    found = {name: {"value": value, "unit": ""} for name, value in results.items()}
    return Outcome("04_cnn", "cnn", 80.0, CELLS, 2**30, found, "tensorflow", "cpu")


def facts(*outcomes, known=(), **more):
    checks = [
        check
        for one in outcomes
        for check in bands.check(one, list(known), bands.Setting("tensorflow", "cpu", "smoke"))
    ]
    return Facts("smoke", 3, list(outcomes), checks, bands=list(known), **more)


def soup(tmp_path, told):
    return BeautifulSoup(page(tmp_path / "smoke", told), "html.parser")


def text(element):
    return " ".join(element.get_text(" ").split())


def result(parsed, name):
    return next(item for item in parsed.select(".results > li") if item.code.get_text() == name)


def test_a_good_run(tmp_path):
    date = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    told = facts(
        cnn(accuracy=0.7), known=[band()], date=date, versions={"keras": "3.9"}, machine="2 cores", wall_seconds=100.0
    )
    parsed = soup(tmp_path, told)
    assert text(parsed.select_one("#verdict")) == "✓ All good"
    assert text(parsed.select_one("h1")) == "Course run, profile smoke"
    head = text(parsed.select_one(".facts"))
    for words in ("2026-03-04 05:06 UTC", "seed 3", "tensorflow, cpu", "2 cores", "keras 3.9"):
        assert words in head
    totals = {text(box.dt).split(",")[0].split(";")[0]: text(box.dd) for box in parsed.select(".totals div")}
    assert totals == {
        "lessons passed": "1 of 1",
        "results in their bands": "1 of 1",
        "in all": "100 s",
        "largest memory": "1.0 GiB",
    }
    assert parsed.select_one("#failures") is None


def test_the_matrix_is_a_table_with_headers(tmp_path):
    parsed = soup(tmp_path, facts(cnn(accuracy=0.7), known=[band(), band(profile="cpu")]))
    table = parsed.select_one("#lessons table")
    assert [text(head) for head in table.select("thead th[scope=col]")] == [
        "lesson",
        "smoke · tensorflow · cpu this run",
        "cpu · tensorflow · cpu not this run",
    ]
    assert text(table.select_one("tbody th[scope=row]")) == "cnn 4 cnn"
    live, recorded = table.select("tbody td")
    assert text(live) == "✓ passed 80 s 1.0 GiB 1 of 1 results in band · not verified"
    assert text(recorded) == "recorded 1 band"


def test_a_drifted_metric_shows_outside_with_both_numbers(tmp_path):
    parsed = soup(tmp_path, facts(cnn(accuracy=0.9, loss=1.5), known=[band(), band("loss", 1.0, 2.0, (1.5,))]))
    assert text(parsed.select_one("#verdict")) == "✗ Failed"
    failure = text(parsed.select_one("#failures li"))
    assert failure == "accuracy : 0.9, outside band 0.6 to 0.8 (10 epochs)"
    drifted = result(parsed, "accuracy")
    assert "bad" in drifted["class"] and text(drifted.select_one(".value")) == "0.9 outside"
    assert [text(end) for end in drifted.select("svg text")] == ["0.6", "0.8"]
    assert "good" in result(parsed, "loss")["class"]
    assert text(parsed.select_one("tbody td .tone")) == "✗ out of band"


def test_what_has_changed_since_the_band_was_measured_is_told(tmp_path):
    told = facts(cnn(accuracy=0.9), known=[band()])
    told.checks = [
        replace(check, cell="recorded by fit", versions="since 2026-01-02: keras 3.1 -> 3.2") for check in told.checks
    ]
    failure = text(soup(tmp_path, told).select_one("#failures li"))
    assert failure.endswith("(10 epochs; recorded by fit; since 2026-01-02: keras 3.1 -> 3.2)")


def test_what_was_refused_fails_the_run(tmp_path):
    parsed = soup(tmp_path, facts(cnn(), refused=["cnn: accuracy: 0.9 lies outside"]))
    assert text(parsed.select_one("#verdict")) == "✗ Failed"
    assert text(parsed.select_one("#failures")) == "What failed Not recorded cnn: accuracy: 0.9 lies outside"


def test_lessons_that_were_not_run_again_are_counted(tmp_path):
    kept = cnn()
    kept.cached, kept.date = True, "2026-01-02T03:04:05+00:00"
    parsed = soup(tmp_path, facts(kept))
    assert text(parsed.select_one(".totals div")) == "lessons passed; 1 not run again 1 of 1"


def test_failed_results_come_first_and_those_without_a_band_last(tmp_path):
    known = [band("a"), band("b"), band("c")]
    parsed = soup(tmp_path, facts(cnn(seconds=3, a=0.7, c=0.1), known=known))
    names = [item.code.get_text() for item in parsed.select(".results > li")]
    assert names == ["c", "b", "a"]
    assert text(result(parsed, "b").select_one(".value")) == "nothing was recorded"
    assert text(parsed.select_one(".without")) == "No band here: seconds 3."


def test_a_strip_is_a_picture_with_words(tmp_path):
    drawn = result(soup(tmp_path, facts(cnn(accuracy=0.7), known=[band()])), "accuracy").svg
    assert drawn["role"] == "img"
    title, described = (drawn.find(id=name) for name in drawn["aria-labelledby"].split())
    assert title.name == "title" and text(title) == "accuracy: 0.7, inside"
    assert text(described) == "band 0.6 to 0.8; recorded with seeds 0, 1: 0.65, 0.7; linear scale"
    assert drawn.select_one("circle")["cx"] == "50.0%"
    assert [tick["x1"] for tick in drawn.select(".tick")] == ["35.0%", "50.0%"]


def test_a_failed_lesson_is_told_in_full_and_its_missing_results_in_one_line(tmp_path):
    bad = cnn()
    bad.failure = Failure("ValueError: no\nsecond line", 7, "conv2d", "conv2d(x)", "last words", "the traceback")
    parsed = soup(tmp_path, facts(bad, known=[band()]))
    told = text(parsed.select_one("#failures article"))
    assert "code cell 7 (conv2d): conv2d(x)" in told and "ValueError: no second line" in told and "last words" in told
    assert text(parsed.select_one("#failures details pre")) == "the traceback"
    assert parsed.select(".results") == []
    assert text(parsed.select_one(".without")) == "The lesson did not come to: accuracy."
    assert text(parsed.select_one(".totals dd")) == "0 of 1"


def test_differences_of_the_second_run_are_told(tmp_path):
    differing = Verification("04_cnn", "cnn", 3.0, 7, [CellDifference(5, "fit", "f(x)", "0.12 is not 0.13")])
    differing.against, differing.versions = "cnn.outputs.json", "keras 3.1 -> 3.2"
    dead = Verification("04_cnn", "lstm", 3.0, 0, [], "nbval ended with exit code 4")
    parsed = soup(tmp_path, facts(cnn(), verifications=[differing, dead]))
    first, second = parsed.select("#failures article")
    assert "code cell 5 (fit): f(x)" in text(first) and text(first.details.pre) == "0.12 is not 0.13"
    assert "what is recorded in cnn.outputs.json" in text(first) and "keras 3.1 -> 3.2" in text(first)
    assert "did not put out the same" in text(second)
    assert "nbval ended with exit code 4" in text(second)


def test_an_interrupted_run_says_so_and_tells_no_failure_that_was_none(tmp_path):
    cut = Outcome("04_cnn", "lstm", failure=Failure("interrupted before it began"))
    parsed = soup(tmp_path, facts(cnn(), cut, interrupted=True))
    assert text(parsed.select_one("#verdict")) == "Interrupted"
    assert parsed.select("#failures article") == []
    assert text(parsed.select("tbody td .tone")[1]) == "not finished"


def test_synthetic_data_and_formulas_are_noted(tmp_path):
    twin = cnn(accuracy=0.1)
    twin.synthetic, twin.unrendered = ["cifar10"], [r"\weird{x}"]
    parsed = soup(tmp_path, facts(twin, known=[band()]))
    assert text(parsed.select_one("#verdict")) == "✓ All good"
    told = text(parsed.select_one(".lesson"))
    assert "SYNTHETIC DATA stood in for cifar10" in told and r"\weird{x}" in told
    assert text(result(parsed, "accuracy").select_one(".word")) == "synthetic data, not held to its band"
    assert "no result has a band here" in text(parsed.select_one(".totals"))


def test_slowest_cells_come_slowest_first(tmp_path):
    rows = soup(tmp_path, facts(cnn())).select("#slowest tbody tr")
    assert [[text(cell) for cell in row.select("td")][:3] for row in rows] == [
        ["2", "75 s", "1.0 GiB"],
        ["1", "4.0 s", "256 MiB"],
    ]


def test_a_run_of_which_nothing_is_known_is_a_page_too(tmp_path):
    parsed = soup(tmp_path, Facts("smoke", 0, [], lessons=[("04_cnn", "cnn")], interrupted=True))
    assert text(parsed.select_one("#verdict")) == "Interrupted"
    assert text(parsed.select_one("tbody th")) == "cnn 4 cnn"
    assert all(parsed.find(id=link["href"][1:]) for link in parsed.select("a"))
    assert "no result has a band here" in text(parsed.select_one(".totals"))


def hostile_facts():
    bad = Outcome(HOSTILE, HOSTILE, 1.0, CELLS, 1, {HOSTILE: {"value": 0.9, "unit": HOSTILE}}, "tensorflow", "cpu")
    bad.synthetic, bad.unrendered = [HOSTILE], [HOSTILE]
    bad.failure = Failure(HOSTILE, 3, *[HOSTILE] * 4)
    drifted = cnn(**{HOSTILE: 0.9})
    verification = Verification("04_cnn", "cnn", 1.0, 1, [CellDifference(1, HOSTILE, HOSTILE, HOSTILE)], HOSTILE)
    return facts(
        bad, drifted, known=[band(HOSTILE, note=HOSTILE)], verifications=[verification], versions={HOSTILE: HOSTILE},
        machine=HOSTILE,
    )  # fmt: skip


def test_nothing_that_a_notebook_says_becomes_markup(tmp_path):
    parsed = soup(tmp_path, hostile_facts())
    assert parsed.select("script, img, iframe, object, link, form") == []
    assert not [name for tag in parsed.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert text(parsed).count("<script>alert(1)</script>") > 10


def test_the_page_loads_nothing_and_runs_nothing(tmp_path):
    html = page(tmp_path / "smoke", hostile_facts())
    parsed = BeautifulSoup(html, "html.parser")
    assert not re.search(r"https?:|//\w|url\(|@import", html)
    policy = parsed.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")
    ids = [tag["id"] for tag in parsed.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_very_long_output_keeps_its_two_ends(tmp_path):
    bad = cnn()
    bad.failure = Failure("ValueError", 1, "", "", "", "begin" + "x" * 1_000_000 + "end")
    html = page(tmp_path / "smoke", facts(bad))
    assert len(html) < 100_000 and "begin" in html and "xend" in html and "characters left out" in html


def test_a_real_run_leaves_the_page_and_its_links_resolve(make_task, tmp_path, log, monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("of an earlier run")
    record = f"""import pathlib
from coursekit import results
assert not pathlib.Path({str(out / "index.html")!r}).exists()
results.record('accuracy', 0.9);"""
    tasks = [
        make_task("cnn", record, module="04_cnn"),
        make_task("bad one", "print('<b>last')\n1 / 0", module="04_cnn"),
    ]
    assert execute(CourseRun(tasks, [band()], "smoke", 3, 2, out), log) == 1
    assert "open index.html there" in log.file.getvalue()
    parsed = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert text(parsed.select_one("#verdict")) == "✗ Failed"
    told = text(parsed.select_one("#failures"))
    assert (
        "0.9, outside band 0.6 to 0.8" in told and "ZeroDivisionError: division by zero" in told and "<b>last" in told
    )
    addresses = {link["href"] for link in parsed.select("a[href]")}
    files = {address for address in addresses if not address.startswith("#")}
    assert {"04_cnn/cnn.html", "04_cnn/cnn.ipynb", "04_cnn/bad%20one.html"} <= files
    assert all((out / unquote(address)).is_file() for address in files)
    assert all(parsed.find(id=unquote(address[1:])) for address in addresses - files)


def test_the_page_is_written_in_one_step(tmp_path):
    write(tmp_path / "deep" / "index.html", facts(cnn()))
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["index.html"]
