"""The charts of the page on quality, as figures to take away."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from isnad.web.charts import dots
from isnad.web.draw import ranked
from isnad.web.figures import Figure, made_of
from isnad.web.pages.quality import STATES, VERDICTS, own_of, scores, verdicts_of
from isnad.web.render import environment
from isnad.web.visit import Visit

_WIDE = 900


def reviewed(visit: Visit, _: str) -> Figure | None:
    """How many events people judged throughout, in part, not at all."""
    counts = visit.desk.store.tallies.reviewed()
    rows = [(state, visit.wording(f"quality.events.{state}.n"), counts.get(state, 0)) for state in STATES]
    return _bars(visit, "quality.reviewed", "events of any status by how far people judged them", ("reviewed", "events"), rows)


def verdicts(visit: Visit, _: str) -> Figure | None:
    """What people decided on reports."""
    counts = verdicts_of(visit.desk)
    rows = [(v, visit.wording(f"quality.verdict.{v}"), counts.get(v, 0)) for v in VERDICTS]
    return _bars(visit, "quality.verdicts", "reports by what people decided on them", ("verdict", "reports"), rows)


def calibration(visit: Visit, of: str) -> Figure | None:
    """Probabilities beside the share that is right: of the project's judged values, or of those measured before shipping (`shipped`)."""
    w = visit.wording
    if of == "shipped":
        shipped = scores()
        found = [(float(said), float(right), int(n)) for said, right, n in shipped["calibration"]["check"]["bins"]]
        sentence = (
            f"Values of {shipped['articles']['check']} articles that were only ever scored, by the probability said of them; "
            f"measured with isnad {shipped['version']}, codebook {shipped['codebook']}."
        )
    else:
        found = [(b.said, b.right, b.n) for b in own_of(visit.desk).bins]
        sentence = made_of(visit, "values of judged reports by the probability said of them, with the share that people left as it was")
    if not found:
        return None
    module = environment().get_template("charts.html").make_module({"w": w})
    drawing: Markup = module.scatter(w, dots(found), "taken", w("quality.calibrated"))  # type: ignore[attr-defined]
    rows = [(round(said, 4), round(right, 4), n) for said, right, n in found]
    head = ("probability_said", "share_right", "values")
    return Figure(w("quality.calibrated"), sentence, head, rows, drawing, 420, 430)


def fields(visit: Visit, _: str) -> Figure | None:
    """The scores measured before shipping, by field."""
    w, shipped = visit.wording, scores()
    found = [(w(f"quality.field.{name}"), round(100 * (check or 0)), "bar") for name, _, _, check, _ in shipped["fields"]]
    bars, height = ranked(found, w("quality.shipped"), width=_WIDE)
    sentence = (
        f"F1 and accuracies in per cent on {shipped['articles']['check']} articles that were only ever scored; "
        f"measured with isnad {shipped['version']}, codebook {shipped['codebook']}."
    )
    head = ("field", "learnt", "unseen", "only_scored", "readers")
    rows = [["" if v is None else v for v in row] for row in shipped["fields"]]
    return Figure(w("quality.shipped"), sentence, head, rows, bars, _WIDE, height)


def _bars(visit: Visit, title: str, what: str, head: tuple[str, str], rows: Iterable[tuple[str, str, int]]) -> Figure | None:
    found = list(rows)
    if not any(n for _, _, n in found):
        return None
    drawing, height = ranked([(name, n, "bar") for _, name, n in found], visit.wording(title), width=_WIDE)
    return Figure(visit.wording(title), made_of(visit, what), head, [(key, n) for key, _, n in found], drawing, _WIDE, height)


GAUGES = {"reviewed": reviewed, "verdicts": verdicts, "calibration": calibration, "fields": fields}
