"""The API's page for people who connect to it: the OpenAPI document as plain HTML, without a script and without a stranger."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

_LOOK = """
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
section { border-top: 1px solid; margin-top: 2rem; }
summary { padding: .6rem 0; cursor: pointer; overflow-wrap: anywhere; }
code { font-size: .95em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid; overflow-wrap: anywhere; }
"""
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_LOOK.encode()).digest()).decode()}'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_SHAPES = "#/components/schemas/"
_BOUNDS = {
    "format": "{}",
    "pattern": "/{}/",
    "minLength": "≥ {} characters",
    "maxLength": "≤ {} characters",
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "minItems": "≥ {} items",
    "maxItems": "≤ {} items",
}


def offer_manual(app: FastAPI, address: str) -> None:
    """Serve the page at an address; it is drawn once, when somebody first asks for it."""
    drawn: list[str] = []

    def page() -> HTMLResponse:
        if not drawn:
            drawn.append(manual(app.openapi(), app.openapi_url or ""))
        return HTMLResponse(drawn[0], headers={"Content-Security-Policy": _POLICY})

    app.add_api_route(address, page, include_in_schema=False)


def manual(document: Mapping[str, Any], source: str) -> str:
    """The page of an OpenAPI document: what can be asked, by topic, then every shape that an ask or an answer has."""
    topics: dict[str, list[str]] = {}
    for path, acts in document["paths"].items():
        for method, act in acts.items():
            topics.setdefault(", ".join(act.get("tags", ["other"])), []).append(_operation(method, path, act))
    shapes = document["components"]["schemas"]
    title = escape(document["info"]["title"])
    return "".join(
        (
            '<!doctype html><html lang="en"><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<title>{title}</title><link rel="icon" href="/icons/icon.svg"><style>{_LOOK}</style>',
            f"<main><h1>{title}</h1><p>接口一览：点一行看参数和回答。 ",
            f'What can be asked of this server; open a line for what it takes and gives. <a href="{source}">OpenAPI</a></p>',
            *(f"<section><h2>{escape(topic)}</h2>{''.join(acts)}</section>" for topic, acts in topics.items()),
            "<section><h2>Shapes</h2>",
            *(_shape(name, shape) for name, shape in shapes.items()),
            "</section></main></html>",
        )
    )


def _operation(method: str, path: str, act: Mapping[str, Any]) -> str:
    head = f"<summary><code>{method.upper()} {escape(path)}</code> {escape(act.get('description', ''))}</summary>"
    asked = [
        (f"<code>{escape(each['name'])}</code> ({each['in']})", each["schema"], each.get("required", False))
        for each in act.get("parameters", ())
    ]
    asked += [("body", body, True) for body in _bodies(act.get("requestBody", {}))]
    given = "".join(
        f"<tr><td>{code}</td><td>{' · '.join(map(_kind, _bodies(answer))) or escape(answer['description'])}</td></tr>"
        for code, answer in act["responses"].items()
    )
    return f"<details>{head}{_fields(asked)}<table><tr><th>answer</th><th>shape</th></tr>{given}</table></details>"


def _bodies(holder: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for media_type, content in holder.get("content", {}).items():
        yield content.get("schema") or {"type": media_type}


def _shape(name: str, shape: Mapping[str, Any]) -> str:
    fields = [
        (f"<code>{escape(field)}</code>", told, field in shape.get("required", ()))
        for field, told in shape.get("properties", {}).items()
    ]
    words = f"<p>{escape(shape.get('description', ''))}</p>" if shape.get("description") else ""
    return f'<section id="{escape(name)}"><h3>{escape(name)}</h3>{words}{_fields(fields) or _kind(shape)}</section>'


def _fields(fields: list[tuple[str, Mapping[str, Any], bool]]) -> str:
    rows = "".join(
        f"<tr><td>{name}</td><td>{_kind(told)}</td><td>{'yes' if needed else 'no'}</td>"
        f"<td>{escape(told.get('description', ''))}</td></tr>"
        for name, told, needed in fields
    )
    return (
        f"<table><tr><th>field</th><th>shape</th><th>required</th><th>meaning</th></tr>{rows}</table>" if rows else ""
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in one line, with links to the shapes that it names."""
    if name := schema.get("$ref", "").removeprefix(_SHAPES):
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " or ".join(map(_kind, schema[key]))
    if "enum" in schema or "const" in schema:
        return " | ".join(f"<code>{escape(str(each))}</code>" for each in schema.get("enum", [schema.get("const")]))
    bounds = [escape(words.format(schema[key])) for key, words in _BOUNDS.items() if key in schema]
    kind = escape(str(schema.get("type", "any")))
    if "items" in schema:
        kind = f"list of {_kind(schema['items'])}"
    elif isinstance(schema.get("additionalProperties"), dict):
        kind = f"map to {_kind(schema['additionalProperties'])}"
    return ", ".join([kind, *bounds])
