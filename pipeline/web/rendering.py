"""Pages from templates: every text is escaped by Jinja, every link keeps the language that was chosen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from pipeline.lookup.highlight import of_sentence, of_statement
from pipeline.records import MODALITIES
from pipeline.schema import Schema
from pipeline.web.faults import Fault
from pipeline.web.texts import LANGUAGES, Texts, load_texts, preferred

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class _Links:
    """Addresses on this server; ``language`` is the one chosen by ``?lang=``, if any."""

    language: str

    def __call__(self, path: str, **parameters: Any) -> str:
        """Return ``path`` with parameters; empty ones are left out, lists repeat."""
        given = {name.rstrip("_"): value for name, value in parameters.items() if value not in ("", None, (), [])}
        query = urlencode(given | ({"lang": self.language} if self.language else {}), doseq=True)
        return f"{path}?{query}" if query else path


class Pages:
    """The templates, the texts of both languages, and the schema whose labels they show."""

    def __init__(self, schema: Schema, version: str) -> None:
        self._texts = load_texts()
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        relations = {name: number for number, name in enumerate(schema.relations)}
        self._environment.globals |= {
            "schema": schema,
            "version": version,
            "modalities": MODALITIES,
            "relation_number": relations.__getitem__,
            "marked_statement": of_statement,
            "marked_sentence": of_sentence,
            "web_address": _web_address,
        }

    def __call__(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """Return the page that ``template`` makes of ``values`` in the language of the request."""
        chosen = request.query_params.get("lang", "")
        chosen = chosen if chosen in LANGUAGES else ""
        texts = self._texts[chosen or preferred(request.headers.get("accept-language", ""))]
        context = {
            "t": texts,
            "url": _Links(chosen),
            "label": _labeller(texts),
            "other_language": _other_language(request, texts),
            "q": "",
        }
        html = self._environment.get_template(template).render(context | values)
        return HTMLResponse(html, status, {"content-language": texts.language, "vary": "accept-language"})

    def fault(self, request: Request, status: int, fault: Fault) -> Response:
        """Return the page that tells what went wrong and what would do."""
        return self(request, "fault.html", status, **asdict(fault))


def _labeller(texts: Texts) -> Any:
    def label(kind: Any) -> str:
        return str(getattr(kind, texts.language))

    return label


def _other_language(request: Request, texts: Texts) -> tuple[str, str]:
    """Return the other language and the address of this page in it."""
    other = next(language for language in LANGUAGES if language != texts.language)
    parameters = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    path = "/" + quote(request.url.path.lstrip("/"))  # "//host/" would lead to another host
    return other, f"{path}?{urlencode([*parameters, ('lang', other)])}"


def _web_address(source: str) -> str:
    """Return ``source`` if it is an address that a link may lead to, else nothing."""
    try:
        return source if urlsplit(source).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def stylesheet(schema: Schema) -> str:
    """Return the style sheet of the schema's colours: inline styles are forbidden, and schemas differ."""
    colors = {f".type-{kind.prefix}": kind.color for kind in schema.entities.values()}
    colors |= {f".relation-{number}": kind.color for number, kind in enumerate(schema.relations.values())}
    return "".join(f"{selector} {{ --color: {color}; }}\n" for selector, color in colors.items())
