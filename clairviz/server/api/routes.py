"""The addresses below /api: projects, counts and quotes, in every form of data the pages offer."""

import hashlib
import logging
import threading
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from clairviz import __version__
from clairviz.base.i18n import Translator
from clairviz.export.data.count_rows import COUNTED_BY, count_rows
from clairviz.export.data.extract import Extract, Rows, extract, total_of
from clairviz.export.data.write import to_json
from clairviz.export.formats import CP932, DATA_FORMATS, FORMATS, UTF_8, DataFormat, FileOptions
from clairviz.export.naming import file_name
from clairviz.server.api import openapi
from clairviz.server.api.parameters import (
    LANG,
    LIMIT,
    PAGE,
    SELECTION,
    Asked,
    Pairs,
    RequestRefused,
    check_parameters,
    choice,
    language,
    selection_and_page,
)
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries import reference
from clairviz.store.queries.extracts import Part
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.words.record import quote_record, record
from clairviz.subsidy.words.wording import problem_text
from clairviz.subsidy.written.plan import FLAGS, Plan, Written, read_plan
from clairviz.web import answers
from clairviz.web.rules import rules_on_file

log = logging.getLogger(__name__)

# Programs are served beside viewers, never before them.
AT_ONCE, WAIT_SECONDS = 2, 10.0
_slots = threading.BoundedSemaphore(AT_ONCE)
_ALWAYS = (LANG, PAGE, LIMIT)
FILE_OPTIONS = ("encoding", "headings")
PROJECT_PARAMETERS = (*SELECTION, *_ALWAYS, "rows", *FILE_OPTIONS)
COUNT_PARAMETERS = (*SELECTION, *_ALWAYS, "facet", *FILE_OPTIONS)
QUOTE_PARAMETERS = ("cost", "govs", "rule", "body", "partner", "applies", LANG)
_SINGLE = (*_ALWAYS, "rows", *FILE_OPTIONS)

Answer = Callable[[Request, Pairs, Translator], Response]
Taken = tuple[Extract, int]


# The lists that every request looks at.
_KEPT = (reference.options, reference.sources, reference.fiscal_years)


def kept_answer(query: Callable[..., Any], *values: Any) -> Any:
    """The answer of a query; only lists are kept, or programs would push out what viewers look at."""
    if query in _KEPT:
        return answers.ask(query)
    return query(answers.cursor(), *values)


def projects(request: Request, pairs: Pairs, _: Translator) -> Response:
    """The projects of a selection, a page of them at a time."""
    form = _form(request, _)
    values = check_parameters(pairs, PROJECT_PARAMETERS, _SINGLE, _)
    rows = Rows(choice(values, "rows", [one.value for one in Rows], _))
    asked = selection_and_page(values, kept_answer, _)
    options = _options(form, asked, _)
    total = total_of(kept_answer, asked.selection, rows)
    part = Part(asked.first, asked.most)
    taken = extract(kept_answer, asked.selection, rows, _=_, made_on=date.today(), part=part)
    return _file(request, form, taken, total, asked, options, "", _)


def counts(request: Request, pairs: Pairs, _: Translator) -> Response:
    """Projects by facet, code and fiscal year: the numbers that figures show."""
    form = _form(request, _)
    values = check_parameters(pairs, COUNT_PARAMETERS, _SINGLE, _)
    asked = selection_and_page(values, kept_answer, _)
    for value in values.get("facet", ()):
        choice({"facet": (value,)}, "facet", COUNTED_BY, _)
    options = _options(form, asked, _)
    taken, total = count_rows(
        kept_answer,
        asked.selection,
        _=_,
        made_on=date.today(),
        facets=values.get("facet", ()),
        first=asked.first,
        most=asked.most,
    )
    return _file(request, form, taken, total, asked, options, "counts", _)


def simulate(_request: Request, pairs: Pairs, _: Translator) -> Response:
    """What a planned project would receive, as ``simulate --json`` answers."""
    values = check_parameters(
        pairs, QUOTE_PARAMETERS, [key for key in QUOTE_PARAMETERS if key != "applies"], _
    )
    for value in values.get("applies", ()):
        choice({"applies": (value,)}, "applies", tuple(FLAGS), _)
    if "cost" not in values:
        raise RequestRefused(400, _("The cost is missing."), _("Give cost, as in cost=8000000."))
    given: dict[str, Any] = {name: values[key][0] for key, name in _WRITTEN.items() if key in values}
    plan = read_plan(Written(**given, flags=values.get("applies", ())), rules_on_file())
    if isinstance(plan, Plan):
        return _json(quote_record(quote(plan.application, rule=plan.rule), _))
    texts = [problem_text(one.problem, one.value, _, nearest=one.nearest) for one in plan.problems]
    fields = {name: key for key, name in _FIELDS.items()}
    keys = [fields.get(one.field, one.field) for one in plan.problems]
    raise RequestRefused(
        400,
        " ".join(texts),
        _("Correct: {keys}.", keys=_(", ").join(keys)),
        **record(reason=" ".join(texts)),
    )


_WRITTEN = {"cost": "cost", "govs": "governments", "rule": "year", "body": "body", "partner": "partner"}
_FIELDS = {"cost": "eligible_cost_yen", "govs": "governments", "rule": "fiscal_year"}


def description(_request: Request, pairs: Pairs, _: Translator) -> Response:
    """The description of all this, for programs that read it."""
    check_parameters(pairs, (LANG,), (LANG,), _)
    return _json(openapi.document(_))


def nothing(request: Request, _pairs: Pairs, _: Translator) -> Response:
    """There is no such address."""
    raise RequestRefused(
        404,
        _("Nothing stands at {path}.", path=request.url.path),
        _("/api/openapi.json describes all addresses."),
    )


def _answered(answer: Answer) -> Callable[[Request], Response]:
    """`answer` with its refusals as JSON, its tag by data version, and its turn among programs."""

    def endpoint(request: Request) -> Response:
        pairs = request.query_params.multi_items()
        _ = language(pairs)
        try:
            tag = _tag(request)
            headers = {"etag": tag, "cache-control": "no-cache"}
            if _is_known(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers=headers)
            if not _slots.acquire(timeout=WAIT_SECONDS):
                raise RequestRefused(
                    429,
                    _("Too many requests at once."),
                    _("Ask again in a few seconds, one request at a time."),
                )
            try:
                response = answer(request, pairs, _)
            finally:
                _slots.release()
            response.headers.update(headers)
            return response
        except RequestRefused as refused:
            return _refusal(refused)
        except DataRefused:
            return _refusal(
                RequestRefused(503, _("The data cannot be read."), _("Ask those who run the server."))
            )

    return endpoint


def _refusal(refused: RequestRefused) -> Response:
    headers = {"cache-control": "no-store"} | ({"retry-after": "5"} if refused.status == 429 else {})
    content = {"what": refused.what, "remedy": refused.remedy, **refused.more}
    return _json(content, refused.status, headers)


def _json(content: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(content, status_code=status, headers=headers)


def _tag(request: Request) -> str:
    """Changes with the data, the program, the day (files carry it) and what is asked for."""
    parts = (answers.service().stamp, __version__, date.today().isoformat(), str(request.url.query))
    asked = hashlib.sha256("\0".join((*parts, request.url.path)).encode()).hexdigest()[:16]
    return f'"{parts[0]}-{asked}"'


def _is_known(header: str, tag: str) -> bool:
    return header.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in header.split(",")}


def _form(request: Request, _: Translator) -> DataFormat:
    form = FORMATS.get(request.path_params["form"])
    if not isinstance(form, DataFormat):
        endings = _(", ").join(one.ending for one in DATA_FORMATS)
        raise RequestRefused(404, _("There is no such form."), _("Forms are: {endings}.", endings=endings))
    return form


def _options(form: DataFormat, asked: Asked, _: Translator) -> FileOptions:
    options = FileOptions(
        choice(asked.values, "encoding", (UTF_8, CP932), _),
        choice(asked.values, "headings", ("names", "words"), _) == "words",
    )
    for key, name in (("encoding", "encoding"), ("headings", "has_words")):
        if key in asked.values and name not in form.takes:
            raise RequestRefused(
                400,
                _("{option} means nothing for {format}.", option=key, format=form.name),
                _("Leave it out."),
            )
    return options


def _file(
    request: Request,
    form: DataFormat,
    taken: Extract,
    total: int,
    asked: Asked,
    options: FileOptions,
    about: str,
    _: Translator,
) -> Response:
    """A page of rows as a file; headers, and JSON itself, state the total and what is left out."""
    pages = max(1, -(-total // asked.most))
    following = _at_page(request, asked.page + 1) if asked.page < pages else None
    is_truncated = len(taken.rows) < total
    if form.name == "json":
        content = to_json(
            taken,
            _,
            total=total,
            page=asked.page,
            pages=pages,
            is_truncated=is_truncated,
            next=following,
            data_version=answers.service().stamp,
        )[0]
    else:
        content = form.write(taken, _, options)[0]
    headers = {
        "x-total-count": str(total),
        "x-truncated": "true" if is_truncated else "false",
        "x-data-version": answers.service().stamp,
    }
    if following:
        headers["link"] = f'<{following}>; rel="next"'
    if form.name != "json":
        ending = f"_{asked.page}-{pages}{form.ending}" if is_truncated else form.ending
        headers["content-disposition"] = _attachment(
            file_name(asked.selection, taken.made_on, ending, about=about)
        )
    charset = f"; charset={'Shift_JIS' if options.encoding == CP932 else 'utf-8'}"
    kind = form.content_type + (charset if form.content_type.startswith("text/") else "")
    return Response(content, headers={**headers, "content-type": kind})


def _attachment(name: str) -> str:
    """A header of ASCII alone, with the whole name encoded beside."""
    plain = "".join(char if char.isascii() and char not in '"\\' else "_" for char in name)
    encoded = urlencode({"": name}).removeprefix("=").replace("+", "%20")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


def _at_page(request: Request, page: int) -> str:
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != PAGE]
    return f"{request.url.path}?{urlencode([*pairs, (PAGE, str(page))])}"


ROUTES = [
    Route("/api/projects.{form}", _answered(projects)),
    Route("/api/counts.{form}", _answered(counts)),
    Route("/api/quote", _answered(simulate)),
    Route("/api/openapi.json", _answered(description)),
    Route("/api", _answered(nothing)),
    Route("/api/{path:path}", _answered(nothing)),
]
