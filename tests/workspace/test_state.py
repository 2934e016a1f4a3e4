from coursekit.workspace import state


def test_says_where_code_runs_and_which_data_are_here(project, tmp_path, monkeypatch, course_cache, capsys):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "mirror"))
    state.show()
    told = capsys.readouterr().out
    assert f"Data mirror (COURSEKIT_DATA): {tmp_path / 'mirror'}" in told
    assert "penguins: not here" in told
    assert told.splitlines()[0], "the first line says what code runs on"


def test_no_mirror(monkeypatch, course_cache):
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    assert "Data mirror (COURSEKIT_DATA): not set" in state.describe(["penguins"])
