"""Records -> files: CSV, JSON Lines, XLSX, Parquet. An export is the whole answer."""

from app.exports.files import FileDescription
from app.exports.formats import FORMATS, REFERENCES, Format, Volume
