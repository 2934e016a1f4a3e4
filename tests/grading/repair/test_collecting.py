import os

from nbgrader.coursedir import CourseDirectory

from coursekit.grading.repair.collecting import CollectWithoutLinks, strange_entries


def test_links_stay_in_the_exchange(tmp_path, caplog):
    inbound = tmp_path / "inbound" / "ada+ps1+2026"
    (inbound / "data").mkdir(parents=True)
    (inbound / "work.ipynb").write_text("{}")
    (inbound / "data" / "link").write_text("a plain file whose name a link has elsewhere")
    (inbound / "link").symlink_to("/etc/passwd")
    (inbound / "folder").symlink_to("/etc")
    os.link(inbound / "work.ipynb", tmp_path / "other")
    os.mkfifo(inbound / "pipe")
    assert sorted(path.name for path in strange_entries(inbound)) == ["folder", "link", "pipe", "work.ipynb"]
    (tmp_path / "other").unlink()
    collect = CollectWithoutLinks(coursedir=CourseDirectory(root=str(tmp_path)))
    collect.do_copy(str(inbound), str(tmp_path / "submitted"))
    assert sorted(str(p.relative_to(tmp_path / "submitted")) for p in (tmp_path / "submitted").rglob("*")) == [
        "data",
        "data/link",
        "work.ipynb",
    ]


def test_an_honest_submission_is_collected_by_nbgrader_itself(tmp_path):
    inbound = tmp_path / "inbound"
    inbound.mkdir()
    (inbound / "work.ipynb").write_text("{}")
    link = tmp_path / "link"
    link.symlink_to(inbound)
    collect = CollectWithoutLinks(coursedir=CourseDirectory(root=str(tmp_path)))
    collect.do_copy(str(inbound), str(tmp_path / "submitted"))
    collect.do_copy(str(link), str(tmp_path / "followed"))
    assert (tmp_path / "submitted" / "work.ipynb").is_file() and not (tmp_path / "followed").exists()
