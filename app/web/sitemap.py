"""The pages that stay, for search engines: sitemap.xml."""

from xml.sax.saxutils import escape

from fastapi import Response
from starlette.exceptions import HTTPException

from app.addresses import PUBLIC_URL, link
from app.evidence.catalogue import Catalogue
from app.web.list_pages import LIST_PAGES
from app.web.pages import page
from app.web.rendering import SECTIONS


@page("/sitemap.xml", is_open=True)
def show(names: Catalogue) -> Response:
    """Every page that stays; none where the public address, which it needs, is not known."""
    if not PUBLIC_URL:
        raise HTTPException(404)
    sections = (path for _, path in SECTIONS)
    paths = [
        *dict.fromkeys(("/", *sections, *sorted(LIST_PAGES.values()), "/docs")),
        *(f"/projects/{key}" for key in names.projects.labels),
        *(f"/themes/{key}" for key in names.themes.labels),
    ]
    places = "\n".join(f"<url><loc>{escape(link(path))}</loc></url>" for path in paths)
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{places}
</urlset>
"""
    return Response(body, media_type="application/xml")
