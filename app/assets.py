"""Static files under a fingerprint of the whole folder, so that caches may keep them for a year."""

from hashlib import blake2b
from pathlib import Path

from flask import abort, make_response, send_from_directory

from app.db import without_database
from app.hypermedia import immutable

FOLDER = Path(__file__).parent.parent / "static"


def serve_assets(app):
    settings = app.config["SETTINGS"]
    shipped = fingerprint(FOLDER)

    def current():
        # While one edits, the files change under a running server.
        return fingerprint(FOLDER) if settings.env == "development" else shipped

    @app.template_global()
    def asset(path):
        return f"{settings.asset_url}/static/{current()}/{path}"

    @app.get("/static/<version>/<path:path>", endpoint="static_file")
    @without_database
    @immutable
    def static_file(version, path):
        if not (FOLDER / path).resolve().is_relative_to(FOLDER.resolve()):
            abort(404)
        response = make_response(send_from_directory(FOLDER, path, conditional=True))
        response.headers.pop("Cache-Control", None)
        if settings.asset_url:
            # Pages take them from another origin then, modules and fonts by CORS; all are public.
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            response.headers["Access-Control-Allow-Origin"] = "*"
        if version != current():
            # An old page asks for a new file: serve it, but let nobody keep it under that name.
            response.headers["Cache-Control"] = "no-cache"
        return response


def fingerprint(folder):
    """A short digest of the name and content of every file below the folder."""
    digest = blake2b(digest_size=6)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
