"""A page of a list as bytes, from the raw address: what both short ways to it have in common."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy.orm import Session
from starlette.datastructures import State
from starlette.types import Scope

from app.api.answers import Written, page, plain_page
from app.api.headers import Headers
from app.database import Snapshot
from app.dependencies import API, Asked, catalogue_of, is_known, tag_of
from app.errors import EvidenceError
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query, read_query

JSON = (b"content-type", b"application/json")
MOST_READ = 2_000
"""So many questions are kept as they were read: the next time they need not be checked again."""
_CURSOR = re.compile(rb"(?:^|&)cursor=([A-Za-z0-9_-]+)(?=&|$)")


@dataclass(frozen=True, slots=True)
class Made:
    """An answer before it is sent."""

    status: int
    body: bytes
    link: str | None
    tag: str
    catalogue: Catalogue

    def of_body(self, length: int | None = None) -> Headers:
        """The headers that say what the body is, which may be sent at another length."""
        if self.status != 200:
            return []
        return [(b"content-length", str(length or len(self.body)).encode()), JSON]

    def say(self, scope: Scope) -> None:
        """Tell those further out what the answer is of."""
        state = scope.setdefault("state", {})
        state["tag"] = self.tag
        state["made_from"] = self.catalogue.release, self.catalogue.texts


class Pages:
    """Answers what is plainly a page; whatever is wrong is said by the framework's way."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.lists = {f"{API}/{name}": listing for name, listing in answers.LISTINGS.items()}
        self.read: tuple[Catalogue | None, dict[tuple[str, bytes], Query]] = (None, {})

    def listing(self, scope: Scope) -> Listing | None:
        """The list whose page a request asks for; nothing where it asks for something else."""
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        return self.lists.get(scope["path"]) if is_get else None

    def made(
        self, opened: Session | Snapshot, listing: Listing, scope: Scope, known: bytes
    ) -> Made | None:
        """The answer, unless the reader has it by the tags that are `known`.

        Nothing where something is wrong, or where it takes more than a snapshot gives.
        """
        path, question = scope["path"], scope["query_string"]
        try:
            names = self._names(opened)
            if names is None:
                return None
            tag = tag_of(names, path, question)
            if is_known(tag, known.decode("latin-1")):
                is_seen = not isinstance(opened, Snapshot) or answers.is_of(opened, names)
                return Made(304, b"", None, tag, names) if is_seen else None
            query = self._query(listing, question, names)
            if not isinstance(opened, Snapshot):
                written: Written | None = page(Asked(listing, query, opened, names))
            elif query.include or query.facet:
                return None
            else:
                written = plain_page(opened, listing, query, names)
        except (EvidenceError, UnicodeError):
            return None
        return Made(200, *written, tag, names) if written else None

    def _names(self, opened: Session | Snapshot) -> Catalogue | None:
        """The names of the release that is seen; of a snapshot those last read, to be compared."""
        if not isinstance(opened, Snapshot):
            return catalogue_of(self.state, opened)
        known: Catalogue | None = self.state.catalogue
        return known

    def _query(self, listing: Listing, question: bytes, names: Catalogue) -> Query:
        """A question as it was read before, in this release, or as it is read now."""
        release, read = self.read
        if release is not names or len(read) > MOST_READ:
            read = {}
            self.read = (names, read)
        [*cursors] = _CURSOR.finditer(question)
        if len(cursors) == 1:
            # The pages of a list ask the same of it.
            [found] = cursors
            question = question[: found.start()] + question[found.end() :]
        key = (listing.resource.name, question)
        query = read.get(key)
        if query is None:
            pairs = parse_qsl(question.decode("latin-1"), keep_blank_values=True)
            query = read[key] = read_query(listing.resource, pairs, names)
        return query.following(found[1].decode()) if len(cursors) == 1 else query
