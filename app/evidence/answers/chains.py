"""How chains are read: a facilitator with the barrier that it answers."""

import sqlalchemy as sa

from app.database import joined
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import own, own_theme
from app.evidence.answers.public_rows import cited
from app.evidence.models import Finding, Outcome, table
from app.evidence.queries import CHAINS

_RESPONSE, _BARRIER = table(Finding).alias("response"), table(Finding).alias("barrier")
_R, _B, _O = _RESPONSE.c, _BARRIER.c, table(Outcome).c

# A project has a few outcomes and a source has thousands. SQLite cannot know, and would look them
# up by their source: a column in an expression leaves it the index of projects alone.
_RESULTS = sa.select(_O.outcome_id).where(
    _O.project_id == _R.project_id,
    _O.source_id.concat("") == _R.source_id,
    _O.paragraph == _R.paragraph,
)


CHAIN_LISTING = Listing(
    resource=CHAINS,
    rows=sa.select(
        _R.finding_id.label("response_id"),
        *(
            _R[name].label(f"response_{name}")
            for name in ("statement", "theme_id", "source_id", "page", "paragraph")
        ),
        _B.finding_id.label("barrier_id"),
        _B.statement.label("barrier_statement"),
        *(_B[name] for name in ("project_id", "theme_id", "overcome")),
        *(_B[name] for name in ("source_id", "page", "paragraph")),
        joined(_O.outcome_id, _RESULTS.order_by(_O.outcome_id), _RESPONSE).label("outcome_ids"),
        joined(_O.measure, _RESULTS.order_by(_O.outcome_id), _RESPONSE).label("outcome_measures"),
    ).select_from(_RESPONSE.join(_BARRIER, _R.responds_to == _B.finding_id)),
    sorts={"response_id": _R.finding_id, "project_id": _B.project_id, "theme_id": _B.theme_id},
    predicates={
        "project": own(_B.project_id),
        "theme": own_theme(_B.theme_id),
        "overcome": own(_B.overcome),
    },
    derived={"response_citation": cited("response_"), "barrier_citation": cited()},
)
