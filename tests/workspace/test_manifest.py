from coursekit.workspace.manifest import PLACE, Entry, Manifest


def test_what_was_saved_is_read_again(tmp_path):
    manifest = Manifest(tmp_path)
    manifest["01/one.ipynb"].ours.append("a" * 64)
    manifest["01/one.ipynb"].settled = "a" * 64
    manifest.save()
    again = Manifest(tmp_path)
    assert again.entries == {"01/one.ipynb": Entry(["a" * 64], "a" * 64)}
    assert not again.unreadable


def test_new_workspace_knows_nothing(tmp_path):
    assert Manifest(tmp_path).entries == {}
    assert not Manifest(tmp_path).unreadable


def test_damaged_manifest_is_said_to_be(tmp_path):
    (tmp_path / PLACE.parent).mkdir()
    (tmp_path / PLACE).write_text('{"files": {"one": {"unknown": 1}}}')
    assert Manifest(tmp_path).unreadable
    assert Manifest(tmp_path).entries == {}
