"""`coursekit data`: what data sets there are, on what terms, where they are, and how they get to a machine without network."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from coursekit.datasets import bundling, keras_source
from coursekit.datasets.registry import Dataset, dataset, datasets
from coursekit.datasets.resolution import folders, mirror_folder
from coursekit.datasets.storage import store_folder
from coursekit.datasets.verification import check, check_size
from coursekit.errors import CourseError

app = typer.Typer(
    no_args_is_help=True,
    help="List, describe, fetch, verify and bundle the data sets of the course. COURSEKIT_DATA names a mirror folder; "
    "COURSEKIT_CACHE moves the local store (~/.cache/coursekit); COURSEKIT_OFFLINE=1 forbids downloads.",
)

Names = Annotated[list[str] | None, typer.Argument(help="Data sets; all of them if none is named.")]


def _chosen(names: list[str] | None) -> list[Dataset]:
    """Return the named data sets, each once, or all."""
    return [dataset(name) for name in dict.fromkeys(names or datasets())]


def _say(text: str) -> None:
    """Print a line as it is: a path must survive being copied from the screen."""
    Console().print(text, markup=False, highlight=False, soft_wrap=True)


def whereabouts(one: Dataset) -> str:
    """Say in a few words where a data set would be loaded from; sizes are looked at, contents are not."""
    for source, folder in folders().items():
        for files in (one.files, one.alternative_files):
            present = [file for file in files if (folder / file.path).is_file()]
            if present and not any(check_size(folder, file) for file in files):
                return source
            if present:
                right = sum(check_size(folder, file) is None for file in present)
                return f"{source}: {right} of {len(files)} files"
    if keras_source.in_cache(one):
        return "Keras's cache"
    return "Keras downloads it" if one.keras else "not here"


@app.command("list")
def list_datasets() -> None:
    """List the data sets: size, licence, and where each is on this machine.

    Example: coursekit data list
    """
    table = Table(title="Data sets")
    table.add_column("name", style="bold", no_wrap=True)
    table.add_column("what")
    table.add_column("size", justify="right", no_wrap=True)
    table.add_column("licence")
    table.add_column("where")
    for one in datasets().values():
        table.add_row(one.name, one.title.partition(":")[2].strip(), decimal(one.bytes), one.licence, whereabouts(one))
    Console().print(table)
    _say(f"mirror (COURSEKIT_DATA): {mirror_folder() or 'not set'}\nlocal store: {store_folder()}")


@app.command()
def card(name: Annotated[str, typer.Argument(help="A data set.")]) -> None:
    """Show what a data set is: how it was made, its known flaws, its terms, whom to cite.

    Example: coursekit data card cifar10
    """
    one = dataset(name)
    _say(bundling.card_text(one))
    _say(f"On this machine: {whereabouts(one)}")


@app.command()
def fetch(names: Names = None) -> None:
    """Bring data sets to this machine: copied from the mirror into the local store, or downloaded by Keras.

    What neither the mirror nor Keras has is named, with where it comes from. Exits 1 if something named, or a download, failed.

    Example: coursekit data fetch cifar10
    """
    failed = [one.name for one in _chosen(names) if not _fetch(one, named=bool(names))]
    if failed:
        _say(f"not fetched: {', '.join(failed)}")
        raise typer.Exit(1)


def _fetch(one: Dataset, named: bool) -> bool:
    """Fetch one data set and say how it went; False if it should have come and did not."""
    store = store_folder()
    found, missing = bundling.origins(one, but_not=store)
    found = [origin for origin in found if origin.source == "mirror"]
    if found:
        bundling.refuse_full_disk(found, store)
        with bundling.said_plainly(store):
            outcomes = [bundling.copy_verified(origin, store) for origin in found]
        new = len(outcomes) - outcomes.count(bundling.KEPT)
        _say(
            f"{one.name}: from the mirror into {store / one.name}, {new} files copied, {len(outcomes) - new} already there"
        )
        if missing:
            _say(f"{one.name}: not in the mirror: {', '.join(file.path for file in missing)}")
        return not missing or not named
    if whereabouts(one) == "store":
        _say(f"{one.name}: already in {store / one.name}")
        return True
    if not one.keras:
        _say(f"{one.name}: can't be downloaded by this program, only copied from a mirror. It comes from: "
             f"{' '.join(one.source.split())} Set COURSEKIT_DATA to a mirror that has it.")  # fmt: skip
        return not named
    return _download(one)


def _download(one: Dataset) -> bool:
    """Let Keras download one data set into its own cache."""
    keras_source.refuse_mirror_as_cache(one, mirror_folder())
    try:
        if one.arrays:
            keras_source.load_arrays(one)
        else:
            keras_source.file_folder(one, [file.path for file in one.keras_files])
    except keras_source.NotToBeHad as error:
        _say(f"{one.name}: Keras: {error}")
        return False
    _say(f"{one.name}: in Keras's cache {keras_source.keras_cache()}, checked by Keras")
    kept = {file.sha256 for file in one.keras_files}
    beyond = [] if one.alternative_files else [file.path for file in one.files if file.sha256 not in kept]
    if beyond:
        _say(f"{one.name}: not to be had from Keras, only from a mirror: {', '.join(beyond)}")
    return True


@app.command()
def verify(names: Names = None) -> None:
    """Compare every file of the mirror and of the local store with its sha256; name each wrong one and exit 1.

    A data set that is not there is only said; if it was named, that too exits 1.

    Example: coursekit data verify cifar10 imdb
    """
    there = {source: folder for source, folder in folders().items() if folder.is_dir()}
    if not there:
        raise CourseError(
            f"nothing to verify: COURSEKIT_DATA is {mirror_folder() or 'not set'} and the local store {store_folder()} is not "
            "there. Set COURSEKIT_DATA to a mirror folder."
        )
    bad = False
    for one in _chosen(names):
        seen = False
        for source, folder in there.items():
            present = bundling.files_in(folder, one)
            if present:
                seen = True
                bad |= not _verify(one, source, folder, present)
        if not seen:
            _say(f"{one.name}: not here")
            bad |= bool(names)
    if bad:
        raise typer.Exit(1)


def _verify(one: Dataset, source: str, folder: Path, present: list) -> bool:
    """Check the files of one data set in one folder and say how it went; a form that is wholly absent is not missed."""
    expected = [*(one.files if set(present) & set(one.files) else ()), *(set(present) & set(one.alternative_files))]
    faults = {file: fault for file in expected if (fault := check(folder, file))}
    for file, fault in faults.items():
        _say(f"WRONG {folder / file.path} is {fault}")
    _say(f"{one.name}: {source}: {len(expected) - len(faults)} of {len(expected)} files right")
    return not faults


@app.command()
def bundle(
    names: Annotated[list[str], typer.Argument(help="Data sets.")],
    to: Annotated[Path, typer.Option("--to", help="The folder to make or to finish.", file_okay=False)],
    partial: Annotated[bool, typer.Option("--partial", help="Leave out files that are not to be had.")] = False,
) -> None:
    """Make a mirror folder for machines without network: verified files, SHA256SUMS, and the cards as README.md.

    Interrupted and run again, it goes on where it was. Take the folder along and set COURSEKIT_DATA to it.

    Example: coursekit data bundle cifar10 imdb --to /media/stick/data
    """
    to = to.expanduser().absolute()
    outcomes: list[str] = []

    def told(origin: bundling.Origin, outcome: str) -> None:
        outcomes.append(outcome)
        if outcome == bundling.MENDED:
            _say(f"mended: {to / origin.file.path}")

    with Console().status("copying and verifying"):
        left_out = bundling.make_bundle(_chosen(names), to, partial=partial, told=told)
    for file in left_out:
        _say(f"left out: {file.path}")
    new = len(outcomes) - outcomes.count(bundling.KEPT)
    _say(
        f"{to}: {new} files copied, {len(outcomes) - new} already there. On the other machine: export COURSEKIT_DATA={to}"
    )
