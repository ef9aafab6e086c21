"""What takes seconds to make of a release is made once, and read from a file afterwards."""

import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from fcntl import LOCK_EX, flock
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.ask import Lexicon, ask, lexicon_of
from app.check_claim import check_claim, evidence_of
from app.check_claim import evidence as claims
from app.commands import load_if_changed
from app.database import reading
from app.dependencies import Reader
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.file_cache import cached_in_file
from app.reader_threads import ReaderThreads
from app.releases import readers_engine
from app.search.query import searchable
from app.settings import Settings

pytestmark = pytest.mark.one_database


@pytest.fixture
def names(evidence: sa.Engine, tmp_path: Path) -> Catalogue:
    return names_in(tmp_path, evidence)


def names_in(folder: Path, engine: sa.Engine) -> Catalogue:
    """The names of the release as one worker has them."""
    with reading(engine) as session:
        return searchable(answers.catalogue(session), partial(reading, engine), folder)


def not_made(*_: object) -> Any:
    raise AssertionError("It was made a second time.")


def test_what_was_made_is_read_by_another_worker(
    evidence: sa.Engine, names: Catalogue, tmp_path: Path
) -> None:
    cached_in_file(names, "words", lambda: ["care"])

    assert cached_in_file(names_in(tmp_path, evidence), "words", not_made) == ["care"]


def test_what_was_cut_short_is_made_anew(names: Catalogue, tmp_path: Path) -> None:
    cached_in_file(names, "words", lambda: ["care"])
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-4])

    assert cached_in_file(names, "words", lambda: ["anew"]) == ["anew"]
    assert cached_in_file(names, "words", not_made) == ["anew"]


def test_a_file_runs_nothing_that_somebody_wrote_into_it(names: Catalogue, tmp_path: Path) -> None:
    cached_in_file(names, "words", lambda: ["care"])
    [file] = tmp_path.iterdir()

    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "harm"),)

    file.write_bytes(pickle.dumps(Harm()))

    assert cached_in_file(names, "words", lambda: ["anew"]) == ["anew"]
    assert not (tmp_path / "harm").exists()


def test_where_nothing_may_be_written_it_is_made_all_the_same(
    evidence: sa.Engine, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    names = names_in(tmp_path / "file", evidence)

    assert cached_in_file(names, "words", lambda: ["care"]) == ["care"]


def test_the_files_of_three_releases_are_kept(evidence: sa.Engine, tmp_path: Path) -> None:
    for number in range(5):
        names = names_in(tmp_path, evidence)
        names.text_index.path = tmp_path / f"release-{number}"  # type: ignore[union-attr]
        cached_in_file(names, "words", lambda: ["care"])

    assert len(list(tmp_path.iterdir())) == 3


def test_claims_and_questions_are_answered_alike_from_files(
    evidence: sa.Engine, names: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = "North East Lincolnshire trained 287 managers."
    question = "What got in the way of multi-agency work?"
    with reading(evidence) as session:
        release = Release(session, names)
        first = check_claim(claim, evidence_of(release))
        told = ask(release, question)

        monkeypatch.setattr(claims, "_made", not_made)
        monkeypatch.setattr("app.ask.passages.PassageIndex.of", not_made)
        again = Release(session, names_in(tmp_path, evidence))
        monkeypatch.setattr(Lexicon, "of", not_made)

        assert check_claim(claim, evidence_of(again)) == first
        assert ask(again, question) == told
        assert lexicon_of(again.catalogue).catalogue is again.catalogue


def test_a_service_that_loads_makes_the_files_before_it_answers(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "WAVE1_DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite'}",
            "WAVE1_RELEASES": str(tmp_path / "kept"),
            "WAVE1_SEARCH": str(tmp_path / "search"),
        }
    )

    load_if_changed(settings, allow_removals=False)

    reader = Reader(readers_engine(settings), ReaderThreads(1), settings.search_folder)
    is_there = reader.is_ready_on_disk()
    reader.close()
    assert is_there
    assert sorted(file.suffix for file in settings.search_folder.iterdir())[1:] == [
        ".claims",
        ".lexicon",
        ".passages",
    ]


def test_what_another_process_makes_is_waited_for(names: Catalogue, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        maker = os.open(tmp_path, os.O_RDONLY)
        flock(maker, LOCK_EX)
        waiting = threads.submit(cached_in_file, names, "words", not_made)
        with pytest.raises(TimeoutError):
            waiting.result(0.2)
        file = names.text_index.path  # type: ignore[union-attr]
        file.with_name(f"{file.name}.words").write_bytes(pickle.dumps(["care"]))

        os.close(maker)

        assert waiting.result(5) == ["care"]
