"""The addresses for programs in OpenAPI 3.1, made from the same tuples as they are."""

from typing import Any

from clairviz import __version__
from clairviz.base.facets import FACETS
from clairviz.base.i18n import Translator, languages
from clairviz.export.data.count_rows import COUNTED_BY
from clairviz.export.data.extract import Rows
from clairviz.export.formats import CP932, DATA_FORMATS, UTF_8, DataFormat
from clairviz.server.api.parameters import FEW, LANG, LIMIT, MOST, MOST_PAGES, PAGE
from clairviz.subsidy import Binding, BodyKind, Partner
from clairviz.subsidy.written.plan import FLAGS
from clairviz.web.navigation import LONGEST_WORDS

Object = dict[str, Any]
_TEXT: Object = {"type": "string"}
_ERRORS = {
    "400": "a parameter is wrong",
    "404": "nothing stands there",
    "429": "too many requests at once",
    "503": "no data can be read",
}


def document(_: Translator) -> Object:
    """The whole description; texts in the reader's language."""
    paths: Object = {}
    for form in DATA_FORMATS:
        paths[f"/api/projects{form.ending}"] = _path(
            _("Projects of a selection"),
            [*_selection(_), *_paging(_), _rows(_), *_file_options(form, _)],
            form.content_type,
            _schema(form, "Rows"),
            _,
        )
        paths[f"/api/counts{form.ending}"] = _path(
            _("Projects counted by facet, code and fiscal year, as the figures show them"),
            [*_selection(_), *_paging(_), _facet(_), *_file_options(form, _)],
            form.content_type,
            _schema(form, "Rows"),
            _,
        )
    paths["/api/quote"] = _path(
        _("What a planned project would receive, and why"),
        _quote(_),
        "application/json",
        {"$ref": "#/components/schemas/Quote"},
        _,
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("clairviz: data on the Model Project programme"),
            "version": __version__,
            "description": _(
                "Read only. Parameters are those of the pages' links. A null means that the source does not say."
            ),
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": {"Rows": _ROWS, "Quote": _QUOTE, "Problem": _PROBLEM}},
    }


def _path(summary: str, parameters: list[Object], kind: str, schema: Object, _: Translator) -> Object:
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "get": {
            "summary": summary,
            "parameters": [*parameters, _choice(LANG, languages(), _("language of names and messages"))],
            "responses": {
                "200": {
                    "description": summary,
                    "headers": {
                        "ETag": {"schema": _TEXT, "description": _("changes with the version of the data")}
                    },
                    "content": {kind: {"schema": schema}},
                },
                **{status: {"description": text, "content": problem} for status, text in _ERRORS.items()},
            },
        }
    }


def _schema(form: DataFormat, name: str) -> Object:
    if form.name == "json":
        return {"$ref": f"#/components/schemas/{name}"}
    return _TEXT if form.content_type.startswith("text/") else {"type": "string", "format": "binary"}


def _parameter(name: str, schema: Object, description: str, *, is_required: bool = False) -> Object:
    return {
        "name": name,
        "in": "query",
        "required": is_required,
        "schema": schema,
        "description": description,
    }


def _choice(name: str, allowed: tuple[str, ...], description: str) -> Object:
    return _parameter(name, {"type": "string", "enum": list(allowed), "default": allowed[0]}, description)


def _selection(_: Translator) -> list[Object]:
    found = []
    for facet in FACETS:
        value: Object = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORDS}
        for key, description in (
            (facet.key, _("{name}: codes or names on file; repeat it for several", name=_(facet.label))),
            (facet.excluded_key, _("{name}: leave these out", name=_(facet.label))),
        ):
            found.append(_parameter(key, {"type": "array", "items": value, "maxItems": 20}, description))
    return found


def _paging(_: Translator) -> list[Object]:
    return [
        _parameter(
            PAGE,
            {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1},
            _("page, from 1; the header Link leads to the next"),
        ),
        _parameter(
            LIMIT,
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": FEW},
            _("rows of a page; the header X-Total-Count has all"),
        ),
    ]


def _rows(_: Translator) -> Object:
    return _choice(
        "rows",
        tuple(rows.value for rows in Rows),
        _("data: a row for each project, or for each project, field and region"),
    )


def _facet(_: Translator) -> Object:
    schema = {"type": "array", "items": {"type": "string", "enum": list(COUNTED_BY)}, "maxItems": 5}
    return _parameter("facet", schema, _("only these"))


def _file_options(form: DataFormat, _: Translator) -> list[Object]:
    found = []
    if "encoding" in form.takes:
        found.append(_choice("encoding", (UTF_8, CP932), _("CSV: encoding of the text")))
    if "has_words" in form.takes:
        text = _("CSV and xlsx: names of columns that never change, or headings in words")
        found.append(_choice("headings", ("names", "words"), text))
    return found


def _quote(_: Translator) -> list[Object]:
    short = {"type": "string", "maxLength": 100}
    flags = {"type": "array", "items": {"type": "string", "enum": list(FLAGS)}, "maxItems": len(FLAGS)}
    return [
        _parameter("cost", short, _("eligible cost, as 8000000 or 8,000,000"), is_required=True),
        _parameter("govs", short, _("local governments that carry it out together (default 1)")),
        _parameter("rule", short, _("whose rule applies, as 2005 or H17 (default 2005)")),
        _parameter(
            "body",
            {"type": "string", "enum": [kind.value for kind in BodyKind]},
            _("who applies (default city; every local government is treated alike)"),
        ),
        _parameter(
            "partner",
            {"type": "string", "enum": [partner.value for partner in Partner]},
            _("with whom an NGO carries the project out"),
        ),
        _parameter("applies", flags, _("what the applicant says of the project")),
    ]


_NULLABLE_YEN: Object = {"type": ["integer", "null"]}
_ROWS: Object = {
    "type": "object",
    "required": [
        "total",
        "page",
        "pages",
        "is_truncated",
        "next",
        "data_version",
        "notes",
        "columns",
        "rows",
    ],
    "properties": {
        "total": {"type": "integer", "minimum": 0},
        "page": {"type": "integer", "minimum": 1},
        "pages": {"type": "integer", "minimum": 1},
        "is_truncated": {"type": "boolean"},
        "next": {"type": ["string", "null"]},
        "data_version": _TEXT,
        "notes": {"type": "object", "additionalProperties": _TEXT},
        "columns": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "heading", "meaning", "type", "unit"],
                "additionalProperties": _TEXT,
            },
        },
        "rows": {"type": "array", "items": {"type": "object"}},
    },
}
_QUOTE: Object = {
    "type": "object",
    "required": ["eligible", "subsidy_yen", "own_burden_yen", "binding", "rule", "steps", "reason"],
    "properties": {
        "eligible": {"type": ["boolean", "null"]},
        "subsidy_yen": _NULLABLE_YEN,
        "own_burden_yen": _NULLABLE_YEN,
        "binding": {"type": "string", "enum": [binding.value for binding in Binding]},
        "rule": {"type": ["integer", "null"]},
        "steps": {"type": "array", "items": {"type": "object"}},
        "reason": _TEXT,
    },
}
_PROBLEM: Object = {
    "type": "object",
    "required": ["what", "remedy"],
    "properties": {"what": _TEXT, "remedy": _TEXT},
}
