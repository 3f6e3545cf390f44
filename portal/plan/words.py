"""What the clocks are called and what each says today, kindly, to the person it is about."""

from portal.audit import acts
from portal.core.i18n import N_
from portal.plan.clocks import ClockState
from portal.plan.rules import ClockKind
from portal.plan.terms import MilestoneKind, Pillar

PLAN = "Persoonlijk plan Inburgering en Participatie (PIP)"
"""What letters call the plan."""

NAMES: dict[ClockKind, str] = {
    ClockKind.PLAN_DUE: N_("Making your plan"),
    ClockKind.RELIEF: N_("We pay your fixed bills"),
    ClockKind.BRIDGE_CLASS: N_("First class"),
    ClockKind.TERM: N_("Your time"),
    ClockKind.ROUTE_SWITCH: N_("Changing your learning route"),
    ClockKind.SELF_RELIANCE_LANGUAGE: N_("Language and Dutch society"),
    ClockKind.SELF_RELIANCE_PARTICIPATION: N_("Taking part"),
    ClockKind.EDUCATION_LANGUAGE: N_("Language lessons"),
    ClockKind.EDUCATION_STUDY: N_("Maths, English and learning to study"),
    ClockKind.PVT: N_("Values and excursion"),
    ClockKind.MAP: N_("Getting to know work"),
}

DUTCH: dict[ClockKind, str] = {
    ClockKind.PLAN_DUE: "Termijn voor het PIP",
    ClockKind.RELIEF: "Financieel ontzorgen",
    ClockKind.BRIDGE_CLASS: "Brugklas",
    ClockKind.TERM: "Inburgeringstermijn",
    ClockKind.ROUTE_SWITCH: "Van leerroute wisselen",
    ClockKind.SELF_RELIANCE_LANGUAGE: "Taal en KNM",
    ClockKind.SELF_RELIANCE_PARTICIPATION: "Participatie",
    ClockKind.EDUCATION_LANGUAGE: "Taallessen onderwijsroute",
    ClockKind.EDUCATION_STUDY: "Rekenen, Engels en studievaardigheden",
    ClockKind.PVT: "Participatieverklaringstraject (PVT)",
    ClockKind.MAP: "Module Arbeidsmarkt en Participatie (MAP)",
}

KINDS: dict[ClockKind, Pillar] = {
    ClockKind.SELF_RELIANCE_LANGUAGE: Pillar.LANGUAGE,
    ClockKind.EDUCATION_LANGUAGE: Pillar.LANGUAGE,
    ClockKind.SELF_RELIANCE_PARTICIPATION: Pillar.WORK,
    ClockKind.EDUCATION_STUDY: Pillar.WORK,
    ClockKind.MAP: Pillar.WORK,
}
"""Which colour a clock has; the others have the brand's."""

MISSING: dict[MilestoneKind, str] = {
    MilestoneKind.PVT_EXCURSION: N_("You still join an excursion."),
    MilestoneKind.PVT_SIGNED: N_("At the end you sign the statement."),
    MilestoneKind.MAP_FINAL_TALK: N_("At the end there is a final talk."),
}

WAITING, RUNNING, SOON = ClockState.WAITING, ClockState.RUNNING, ClockState.SOON
OVER, COMPLETE = ClockState.OVER, ClockState.COMPLETE

_HOURS_BEGIN = N_("This has yet to begin. You will see the first dates in your schedule.")
_HOURS_RUN = N_("Each hour counts. Well done.")
_HOURS_DONE = N_("You have done this. Congratulations.")

SENTENCES: dict[tuple[ClockKind, ClockState], str] = {
    (ClockKind.PLAN_DUE, WAITING): N_("We make the plan together. It is there on %(date)s at the latest."),
    (ClockKind.PLAN_DUE, RUNNING): N_("We make the plan together. It is there on %(date)s at the latest."),
    (ClockKind.PLAN_DUE, SOON): N_("Your plan is nearly there: on %(date)s at the latest."),
    (ClockKind.PLAN_DUE, OVER): N_(
        "Your plan is late. That is up to us, not to you. Ask your regisseur when it comes."
    ),
    (ClockKind.PLAN_DUE, COMPLETE): N_("Your plan is there."),
    (ClockKind.RELIEF, WAITING): N_("From %(start)s we pay your rent, energy and care insurance out of your benefit."),
    (ClockKind.RELIEF, RUNNING): N_("Until %(date)s we pay your rent, energy and care insurance out of your benefit."),
    (ClockKind.RELIEF, SOON): N_("After %(date)s you pay your fixed bills yourself. We help you to begin."),
    (ClockKind.RELIEF, OVER): N_("Since %(date)s you pay your fixed bills yourself. Ask for help when you need it."),
    (ClockKind.BRIDGE_CLASS, WAITING): N_("You start on %(start)s."),
    (ClockKind.BRIDGE_CLASS, RUNNING): N_("It takes ten to twelve weeks, until %(date)s at the latest."),
    (ClockKind.BRIDGE_CLASS, SOON): N_("The last weeks: it ends on %(date)s at the latest."),
    (ClockKind.BRIDGE_CLASS, OVER): N_("You have finished this class."),
    (ClockKind.TERM, WAITING): N_("Your time starts on %(start)s."),
    (ClockKind.TERM, RUNNING): N_("You have until %(date)s. You need not hurry, but every week helps."),
    (ClockKind.TERM, SOON): N_("You have until %(date)s. Talk with your regisseur about what is still to be done."),
    (ClockKind.TERM, OVER): N_("Your time ended on %(date)s. Call your regisseur: we look at it together."),
    (ClockKind.TERM, COMPLETE): N_("You have finished, at your own pace. Congratulations."),
    (ClockKind.ROUTE_SWITCH, WAITING): N_("Too hard or too easy? You can change until %(date)s."),
    (ClockKind.ROUTE_SWITCH, RUNNING): N_("Too hard or too easy? You can change until %(date)s."),
    (ClockKind.ROUTE_SWITCH, SOON): N_("Too hard or too easy? Talk with your regisseur before %(date)s."),
    (ClockKind.ROUTE_SWITCH, OVER): N_("Your learning route stays as it is now."),
    **{
        (kind, state): words
        for kind in (
            ClockKind.SELF_RELIANCE_LANGUAGE,
            ClockKind.SELF_RELIANCE_PARTICIPATION,
            ClockKind.EDUCATION_LANGUAGE,
            ClockKind.EDUCATION_STUDY,
            ClockKind.PVT,
            ClockKind.MAP,
        )
        for state, words in ((WAITING, _HOURS_BEGIN), (RUNNING, _HOURS_RUN), (COMPLETE, _HOURS_DONE))
    },
}

acts.add("plan.opened", N_("Your plan was opened."), "plan")
acts.add("plan.changed", N_("Your plan was changed."), "pencil")
