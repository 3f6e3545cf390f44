"""What reasons and kept records are called."""

from collections.abc import Mapping
from datetime import timedelta

from portal.core.i18n import N_, ngettext
from portal.rights.models import Reason

REASONS: dict[Reason, str] = {
    Reason.ASKED: N_("This person asked for it"),
    Reason.LEFT: N_("This person has left the municipality"),
    Reason.MISTAKE: N_("This person was added by mistake"),
}
KEPT_WORDS: dict[str, str] = {
    "plan.decisions": N_("The decisions of the plan"),
    "audit.names": N_("Who was meant in the audit"),
}

YEAR = 365


def lasting(periods: Mapping[str, timedelta]) -> dict[str, str]:
    """Each period in the reader's words: in years where it comes to whole ones, else in days."""
    return {key: _said(period.days) for key, period in periods.items()}


def _said(days: int) -> str:
    years, rest = divmod(days, YEAR)
    if years and rest <= years // 4 + 1:  # leap days
        return ngettext("%(num)s year", "%(num)s years", years)
    return ngettext("%(num)s day", "%(num)s days", days)
