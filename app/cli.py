"""The command `wave1`: serve, load, check, ask, export."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import orjson
import typer

from app import commands
from app.commands import say
from app.database import connect, database_problem
from app.database.migrate import upgrade
from app.errors import DatabaseError, DataError, EvidenceError, FileError, Problem
from app.evidence.answers import Release
from app.evidence.queries import EVIDENCE_LISTS, Query, read_whole
from app.exports import FORMATS, FileDescription
from app.ingest.source import problems_against, read_sources
from app.ingest.validate import validate
from app.releases import readers_engine
from app.settings import API, PUBLIC_URL, VERSION, Settings, ensure_settings, link
from app.workers import listen, serve_workers

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)

DataFolder = Annotated[Path | None, typer.Option("--data", help="The folder of data files.")]
SourceFile = Annotated[
    Path | None,
    typer.Option(
        "--source", help="Your own copy of a text that was coded, or a folder of such copies."
    ),
]

FormatOption = Annotated[str | None, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")]
AllowRemovals = Annotated[
    bool, typer.Option("--allow-removals", help="Remove rows that the files no longer have.")
]


def _show_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(VERSION)
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", help="The version of the program.", callback=_show_version, is_eager=True
    ),
]


@app.callback()
def main(version: Version = False) -> None:
    """Wave 1 Evidence: load it, check it, serve it, take it out."""


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen at.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="The number of processes that answer.", min=1)] = 1,
    allow_removals: AllowRemovals = False,
) -> None:
    """Bring the database up to date, load the data where it changed, and serve it."""
    settings = Settings.from_environment()
    with _reporting_problems():
        ensure_settings()
        commands.ensure_clock(datetime.now(UTC).year)
        listening = listen(host, port)
        release = commands.load_if_changed(settings, allow_removals=allow_removals)
    address = PUBLIC_URL or f"http://{host}:{port}"
    say.print(f"Release {release}. Open:")
    for path in _TO_OPEN:
        say.print(f"  {address}{path}")
    serve_workers(listening, workers, settings.log)


_TO_OPEN = (
    *("/", "/api/v1"),
    "/api/v1/projects?barrier=set-up.commissioning-and-deregulation",
    "/api/v1/projects?barrier.all=referrals,data-use",
    "/api/v1/findings.csv?theme=set-up&polarity=barrier",
)


@app.command("load")
def load_command(
    data: DataFolder = None,
    source: SourceFile = None,
    dry_run: Annotated[bool, typer.Option(help="Only report what would change.")] = False,
    allow_removals: AllowRemovals = False,
) -> None:
    """Check every file, then load all of them into the database, or none."""
    from app.ingest.load import keep_text

    settings = Settings.from_environment()
    with _reporting_problems():
        dataset = validate(data or settings.data_folder)
        texts = read_sources(source, dataset) if source else []
        engine = connect(settings.database_url)
        upgrade(engine)
        commands.load_and_report(engine, dataset, is_dry_run=dry_run, allow_removals=allow_removals)
        if not dry_run:
            commands.archive_and_report(
                engine, data or settings.data_folder, settings.releases_folder
            )
        for text in texts if not dry_run else ():
            keep_text(engine, text.source_id, text.paragraphs)
            say.print(f"Your copy of {text.source_id} is kept: {len(text.paragraphs)} paragraphs.")
        if not dry_run:
            commands.make_ready(settings)


@app.command()
def check(data: DataFolder = None, source: SourceFile = None) -> None:
    """Check every file against its rules; with a source, every claim against its paragraph."""
    with _reporting_problems():
        dataset = validate(data or Settings.from_environment().data_folder)
        counts = {name: len(rows) for name, rows in dataset.rows.items()}
        say.print(f"{sum(counts.values()):,} rows in {len(counts)} files keep every rule.")
        if source:
            texts = read_sources(source, dataset)
            problems = [each for text in texts for each in problems_against(text, dataset)]
            if problems:
                raise DataError(problems)
            for text in texts:
                agrees = "every place and anchor agrees"
                say.print(f"{text.source_id} (SHA-256 {text.sha256}): {agrees}.")


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="A list, as findings, or release: all as one ZIP.")],
    question: Annotated[str, typer.Argument(help="As in an address: 'theme=set-up'.")] = "",
    output: Annotated[Path | None, typer.Option(help="A file; else standard output.")] = None,
    format_: FormatOption = None,
) -> None:
    """Write a list, or the rows of it that match a query, in the format of the file's ending."""
    if name == "release":
        _write_package(question, output, format_)
        return
    if name not in EVIDENCE_LISTS:
        _misused(f"There is no list {name!r}. Lists: {', '.join(EVIDENCE_LISTS)}.")
    ending = _ending(output, format_)
    with _reporting_problems():
        pairs, named = commands.parse_query(question)
        with commands.reading_release(named) as release:
            query = read_whole(EVIDENCE_LISTS[name], pairs, release.catalogue)
            _write(release, query, ending, output)
            say.print(f"{query.in_english(release.catalogue)} ({release.name})")


def _misused(message: str) -> NoReturn:
    say.print(message)
    raise typer.Exit(2)


def _write_package(question: str, output: Path | None, format_: str | None) -> None:
    from app.api.files import package_of

    if format_ or (output and output.suffix != ".zip"):
        _misused("The whole release is a ZIP: name a file that ends in .zip, and no format.")
    with _reporting_problems():
        pairs, named = commands.parse_query(question)
        if pairs:
            _misused("The whole release takes no parameter but release=.")
        with commands.reading_release(named) as release:
            commands.save([package_of(release)], output)
            say.print(f"The whole release, {release.name}")


def _ending(output: Path | None, format_: str | None = None) -> str:
    """The format that is named, or that the file's ending names; else CSV."""
    suffix = output.suffix.removeprefix(".") if output else ""
    ending = format_ or (suffix if output else "csv")
    if ending not in FORMATS:
        message = f"There is no format {ending!r}." if ending else f"{output} has no ending."
        _misused(f"{message} Formats: {', '.join(FORMATS)}.")
    if suffix in FORMATS and suffix != ending:
        _misused(f"{output} ends as a file of another format than {ending}.")
    return ending


def _write(release: Release, query: Query, ending: str, output: Path | None) -> None:
    about = FileDescription.of(
        query, release.catalogue, link(f"{API}{query.as_file.address(f'.{ending}')}")
    )
    # Rows that nobody takes any more are let go of before their database is.
    with closing(release.blocks(query)) as blocks:
        commands.save(FORMATS[ending].write(blocks, about), output)


@app.command("releases")
def releases_command(
    pair: Annotated[
        str | None, typer.Argument(help="A...B: what release B changed since A.")
    ] = None,
) -> None:
    """List the releases that are kept, or what one changed since another, for a list of changes."""
    with _reporting_problems():
        for line in commands.release_lines(Settings.from_environment(), pair):
            typer.echo(line)


@app.command("mcp")
def mcp_command() -> None:
    """Answer the tools of a language model over standard input and output (MCP)."""
    from app.main import create_app
    from app.mcp import server_of

    with _reporting_problems():
        engine = readers_engine(Settings.from_environment())
        server_of(create_app(engine)).run("stdio")


@app.command("ask")
def ask_command(
    question: Annotated[str, typer.Argument(help="A question in plain English.")],
    output: Annotated[Path | None, typer.Option(help="A file for the rows of the answer.")] = None,
    is_json: Annotated[
        bool, typer.Option("--json", help="The answer as the API gives it.")
    ] = False,
) -> None:
    """Answer a question in English from the evidence, and show the query that was run."""
    from app.ask import ask, read_question

    ending = _ending(output)
    with _reporting_problems(), commands.reading_release() as release:
        catalogue = release.catalogue
        reply = ask(release, read_question(question))
        if is_json:
            from app.api.ask import reply_body

            typer.echo(orjson.dumps(reply_body(reply, catalogue), option=orjson.OPT_INDENT_2))
            raise typer.Exit(0 if reply.is_answered else 1)
        typer.echo(reply.answer)
        for claim in (*reply.rows["findings"], *reply.rows["outcomes"]):
            text = claim.get("statement") or f"{claim['measure']}: {claim['value_reported']}"
            typer.echo(f"- {claim['project_name'] or claim['scope_label']}: {text}")
            typer.echo(f"  {claim['citation']}")
        for near in reply.near:
            say.print(f"Near: {near.in_english(catalogue)}: {near.address()}")
        if not reply.is_answered or not reply.query:
            raise typer.Exit(1)
        if output:
            _write(release, reply.query, ending, output)
        query_in_english = reply.query.in_english(catalogue)
        say.print(f"{query_in_english} ({release.name}): {reply.query.address()}")


@contextmanager
def _reporting_problems() -> Iterator[None]:
    """Show problems line by line, without a traceback, and end the command."""
    try:
        yield
    except EvidenceError as error:
        _end(error)
    except BrokenPipeError:
        # The reader of the output has closed it, as `head` does.
        raise typer.Exit(0) from None
    except OSError as error:
        message = f"{error.strerror}. Name another file or folder."
        _end(FileError([Problem("file", str(error.filename), message)]))
    except Exception as error:
        fault = database_problem(error)
        if not fault:
            raise
        _end(DatabaseError([fault]))


def _end(error: EvidenceError) -> NoReturn:
    for problem in error.problems:
        say.print(str(problem))
    say.print(f"{error.title} Problems: {len(error.problems):,}.")
    raise typer.Exit(1) from None
