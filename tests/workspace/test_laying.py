"""No byte that a learner wrote is ever lost, whatever the order of editing, updating, deleting and interrupting."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coursekit.errors import CourseError
from coursekit.workspace import laying
from coursekit.workspace.laying import BESIDE, KEPT, NEW, SAME, UPDATED, Laid, digest_of_sources, lay

LESSON = "01/one.ipynb"


def test_first_time_lays_and_second_time_does_nothing(tmp_path):
    assert lay(tmp_path, {LESSON: b"v1"}) == [Laid(LESSON, NEW)]
    assert (tmp_path / LESSON).read_bytes() == b"v1"
    before = (tmp_path / LESSON).stat().st_mtime_ns
    assert lay(tmp_path, {LESSON: b"v1"}) == [Laid(LESSON, SAME)]
    assert (tmp_path / LESSON).stat().st_mtime_ns == before


def test_untouched_file_is_updated(tmp_path):
    lay(tmp_path, {LESSON: b"v1"})
    assert lay(tmp_path, {LESSON: b"v2"}) == [Laid(LESSON, UPDATED)]
    assert (tmp_path / LESSON).read_bytes() == b"v2"


def test_deleted_file_is_laid_again(tmp_path):
    lay(tmp_path, {LESSON: b"v1"})
    (tmp_path / LESSON).unlink()
    assert lay(tmp_path, {LESSON: b"v1"}) == [Laid(LESSON, NEW)]


def test_changed_file_stays_and_the_newer_version_lies_beside_it(tmp_path):
    lay(tmp_path, {LESSON: b"v1"})
    (tmp_path / LESSON).write_bytes(b"mine")
    assert lay(tmp_path, {LESSON: b"v1"}) == [Laid(LESSON, KEPT)], "nothing newer has come"
    assert lay(tmp_path, {LESSON: b"v2"}) == [Laid(LESSON, BESIDE, "01/one.new.ipynb")]
    assert (tmp_path / LESSON).read_bytes() == b"mine"
    assert (tmp_path / "01/one.new.ipynb").read_bytes() == b"v2"
    assert lay(tmp_path, {LESSON: b"v2"}) == [Laid(LESSON, KEPT, "01/one.new.ipynb")]


def test_untouched_newer_version_is_replaced_by_a_still_newer_one(tmp_path):
    lay(tmp_path, {LESSON: b"v1"})
    (tmp_path / LESSON).write_bytes(b"mine")
    lay(tmp_path, {LESSON: b"v2"})
    assert lay(tmp_path, {LESSON: b"v3"}) == [Laid(LESSON, BESIDE, "01/one.new.ipynb")]
    assert (tmp_path / "01/one.new.ipynb").read_bytes() == b"v3"


def test_work_in_the_newer_version_stays_too(tmp_path):
    lay(tmp_path, {LESSON: b"v1"})
    (tmp_path / LESSON).write_bytes(b"mine")
    lay(tmp_path, {LESSON: b"v2"})
    (tmp_path / "01/one.new.ipynb").write_bytes(b"mine, going over")
    assert lay(tmp_path, {LESSON: b"v3"}) == [Laid(LESSON, BESIDE, "01/one.2.new.ipynb")]
    assert (tmp_path / "01/one.new.ipynb").read_bytes() == b"mine, going over"
    assert lay(tmp_path, {LESSON: b"v3"})[0].waiting == "01/one.2.new.ipynb"


def test_dismissed_newer_version_does_not_come_back(tmp_path):
    lay(tmp_path, {LESSON: b"v1"})
    (tmp_path / LESSON).write_bytes(b"mine")
    lay(tmp_path, {LESSON: b"v2"})
    (tmp_path / "01/one.new.ipynb").unlink()
    assert lay(tmp_path, {LESSON: b"v2"}) == [Laid(LESSON, KEPT)]


@pytest.mark.parametrize("adopted", [b"v2", b"v1"])
def test_going_over_or_back_clears_the_waiting_version(tmp_path, adopted):
    lay(tmp_path, {LESSON: b"v1"})
    (tmp_path / LESSON).write_bytes(b"mine")
    lay(tmp_path, {LESSON: b"v2"})
    (tmp_path / LESSON).write_bytes(adopted)
    lay(tmp_path, {LESSON: b"v2"})
    assert (tmp_path / LESSON).read_bytes() == b"v2"
    assert not (tmp_path / "01/one.new.ipynb").exists()


def test_a_file_that_was_there_before_us_is_the_learners(tmp_path):
    (tmp_path / "01").mkdir()
    (tmp_path / LESSON).write_bytes(b"from elsewhere")
    assert lay(tmp_path, {LESSON: b"v1"})[0].outcome == BESIDE
    assert (tmp_path / LESSON).read_bytes() == b"from elsewhere"


def test_a_folder_in_a_files_place_stays(tmp_path):
    (tmp_path / LESSON / "inside").mkdir(parents=True)
    assert lay(tmp_path, {LESSON: b"v1"}) == [Laid(LESSON, BESIDE, "01/one.new.ipynb")]
    assert (tmp_path / LESSON / "inside").is_dir()


@pytest.mark.parametrize("in_the_way", ["01", ".coursekit"])
def test_a_file_in_a_folders_place_is_named(tmp_path, in_the_way):
    (tmp_path / in_the_way).write_bytes(b"a file")
    with pytest.raises(CourseError, match=f"{in_the_way}.* is in the way"):
        lay(tmp_path, {LESSON: b"v1"})
    assert (tmp_path / in_the_way).read_bytes() == b"a file"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"files": {"01/one.ipynb": {"hash": 1}}}'])
def test_without_a_readable_manifest_everything_changed_is_kept(tmp_path, damage):
    lay(tmp_path, {LESSON: b"v1", "01/two.ipynb": b"v1"})
    (tmp_path / LESSON).write_bytes(b"mine")
    (tmp_path / ".coursekit" / "laid.json").write_text(damage)
    lessons = lay(tmp_path, {LESSON: b"v2", "01/two.ipynb": b"v1"})
    assert [one.outcome for one in lessons] == [BESIDE, SAME]
    assert (tmp_path / LESSON).read_bytes() == b"mine"


def page(source: str, outputs: list) -> bytes:
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "execution_count": 1,
        "outputs": outputs,
        "source": [source],
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_a_page_that_was_only_run_is_still_ours(tmp_path):
    lay(tmp_path, {"Home.ipynb": page("show()", [])}, digest_of_sources)
    ran = page("show()", [{"output_type": "stream", "name": "stdout", "text": "cpu"}])
    (tmp_path / "Home.ipynb").write_bytes(ran)
    assert lay(tmp_path, {"Home.ipynb": page("show()", [])}, digest_of_sources) == [Laid("Home.ipynb", SAME)]
    assert (tmp_path / "Home.ipynb").read_bytes() == ran
    assert lay(tmp_path, {"Home.ipynb": page("show(2)", [])}, digest_of_sources) == [Laid("Home.ipynb", UPDATED)]
    (tmp_path / "Home.ipynb").write_bytes(page("my notes", []))
    assert lay(tmp_path, {"Home.ipynb": page("show(3)", [])}, digest_of_sources)[0].outcome == BESIDE


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"cells": [{}]}', b'{"cells": 1}'])
def test_what_is_no_notebook_is_told_apart_by_its_bytes(content):
    assert digest_of_sources(content) == laying.digest_of_bytes(content)


PATHS = ("01/one.ipynb", "01/two.ipynb")
VERSIONS = st.integers(0, 3)


class Interrupted(Exception):
    """The machine stops."""


class Learner(RuleBasedStateMachine):
    """A workspace, its learner and its publisher; whatever the learner has written and not undone must be somewhere."""

    @initialize()
    def begin(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.written: dict[Path, bytes] = {}  # what the learner last wrote to each file that holds their work
        self.count = 0
        self.version = 0

    def teardown(self):
        if hasattr(self, "temporary"):
            self.temporary.cleanup()

    def wanted(self) -> dict[str, bytes]:
        return {path: f"version {self.version} of {path}".encode() for path in PATHS}

    def files(self) -> list[Path]:
        return sorted(file for file in self.folder.rglob("*.ipynb"))

    @rule(version=VERSIONS)
    def update(self, version):
        self.version = version
        laid = lay(self.folder, self.wanted())
        for one in laid:
            content = (self.folder / one.path).read_bytes()
            assert one.outcome in (KEPT, BESIDE) or content == self.wanted()[one.path]
            if one.outcome == BESIDE:
                assert (self.folder / one.waiting).read_bytes() == self.wanted()[one.path]

    @rule(version=VERSIONS, steps=st.integers(0, 4))
    def update_interrupted(self, version, steps):
        self.version = version
        writes = laying.write_atomically
        left = steps

        def stop_after(path, content):
            nonlocal left
            if left == 0:
                raise Interrupted
            left -= 1
            writes(path, content)

        from coursekit.workspace import manifest

        laying.write_atomically = manifest.write_atomically = stop_after
        try:
            lay(self.folder, self.wanted())
        except Interrupted:
            pass
        finally:
            laying.write_atomically = manifest.write_atomically = writes

    def write(self, file: Path) -> None:
        self.count += 1
        file.write_bytes(f"mine {self.count}".encode())
        self.written[file] = file.read_bytes()

    @rule(choice=st.integers(0, 9))
    def edit(self, choice):
        if files := self.files():
            self.write(files[choice % len(files)])

    @rule()
    def edit_what_lies_beside(self):
        for file in self.folder.rglob("*.new.ipynb"):
            self.write(file)

    @rule(choice=st.integers(0, 9))
    def delete(self, choice):
        if files := self.files():
            file = files[choice % len(files)]
            file.unlink()
            self.written.pop(file, None)

    @rule(choice=st.integers(0, 9), path=st.sampled_from(PATHS))
    def move_over_the_lesson(self, choice, path):
        if files := self.files():
            file, place = files[choice % len(files)], self.folder / path
            if place.parent.is_dir():
                file.replace(place)
                moved = self.written.pop(file, None)
                self.written.pop(place, None)
                if moved is not None:
                    self.written[place] = moved

    @rule()
    def lose_the_manifest(self):
        (self.folder / ".coursekit" / "laid.json").unlink(missing_ok=True)

    @invariant()
    def nothing_that_the_learner_wrote_is_lost(self):
        for file, content in getattr(self, "written", {}).items():
            assert file.read_bytes() == content


TestNoByteIsLost = Learner.TestCase
TestNoByteIsLost.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
