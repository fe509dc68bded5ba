"""What a plot of best replies shows, in words."""

from __future__ import annotations

from coopgame.figures.equilibrium_protocol import RepliesLike, ReplyLike, SpanLike
from coopgame.figures.mathtext import plain


def replies_alt_text(replies: RepliesLike) -> str:
    """Return the alternative text: both correspondences piece by piece, then the equilibria."""
    row, column = replies.replies
    parts = [
        f"Best replies in the square of two probabilities: {row.strategy} by {row.player} across, {column.strategy} by "
        f"{column.player} upwards."
    ]
    parts += [_reply(row, column), _reply(column, row)]
    parts += [f"{_KINDS[p.kind]} at ({p.x}, {p.y})." for p in replies.points]
    parts += [f"Continuum of equilibria: {_span(x)} across, {_span(y)} upwards." for x, y in replies.continua]
    return " ".join(parts)


_KINDS = {
    "stable": "Strict equilibrium",
    "saddle": "Mixed equilibrium, a saddle,",
    "centre": "Mixed equilibrium, a centre,",
    "unstable": "Unstable equilibrium",
}


def _reply(own: ReplyLike, other: ReplyLike) -> str:
    pieces = "; ".join(f"{_span(reply)} against {_span(against)}" for against, reply in own.pieces)
    return f"{own.player} replies with a probability of {pieces} of {other.strategy}."


def _span(span: SpanLike) -> str:
    low, high = span
    return str(low) if low == high else f"{low} to {high}"


def caption(replies: RepliesLike) -> str:
    """Return the caption of a plot of best replies."""
    row, column = replies.replies
    values = ", ".join(f"{s} = {v}" for s, v in sorted(replies.fixed.items(), key=lambda item: str(item[0])))
    parts = [f"Best replies of {row.player} (broad) and {column.player} (thin); equilibria are where they meet."]
    for reply, other in ((row, column), (column, row)):
        if reply.formula is not None:
            parts.append(
                f"{reply.player} is indifferent where {other.strategy} has the probability {plain(reply.formula)}."
            )
    if values:
        parts.append(f"Drawn at {values}.")
    return " ".join(parts)
