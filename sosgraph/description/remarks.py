"""Journeys, controllers, feedback and scenarios with their references looked up."""

from collections.abc import Iterator, Sequence
from typing import Any

from sosgraph.description.parts import Description, Remark
from sosgraph.description.references import References
from sosgraph.finding import Finding, Note
from sosgraph.model.controller import Controller, Feedback
from sosgraph.model.scenario import Scenario
from sosgraph.model.workload import Journey
from sosgraph.source import Pointer

_ALL = 1 + 1e-9
"""The share of all visits, with room for rounding."""


def remarks(descriptions: Sequence[Description], references: References, findings: list[Finding]) -> dict[str, Any]:
    """Return what the architecture holds beside its components, by the names of its fields."""
    return {
        "feedback": tuple(feedback(descriptions, references)),
        "controllers": tuple(controllers(descriptions, references)),
        "journeys": {journey.name: journey for journey in journeys(descriptions, references, findings)},
        "scenarios": {scenario.name: scenario for scenario in scenarios(descriptions, references, findings)},
    }


def journeys(descriptions: Sequence[Description], references: References, findings: list[Finding]) -> Iterator[Journey]:
    """Yield every journey; a second one of the same name is a finding, so are shares of more than all visits of a system."""
    remarks = ((description.system, remark) for description in descriptions for remark in description.journeys)
    shared: dict[str, float] = {}
    for system, remark in _once(remarks, "journey", findings):
        values = remark.values
        before = shared.get(system, 0.0)
        if "share" in values:
            shared[system] = before + values["share"].value
            if before <= _ALL < shared[system]:
                message = f"the shares of the journeys of {system} add up to more than 100 %; write shares of all its visits"
                findings.append(Finding(remark.at / "share", message))
        through = _components(values.get("through", ()), system, remark.at / "through", references)
        yield Journey(remark.name, through, values.get("share"), values.get("slo", ()), remark.at)


def scenarios(descriptions: Sequence[Description], references: References, findings: list[Finding]) -> Iterator[Scenario]:
    """Yield every scenario; a second one of the same name is a finding."""
    remarks = ((description.system, remark) for description in descriptions for remark in description.scenarios)
    for system, remark in _once(remarks, "scenario", findings):
        values = remark.values
        caller, arrow, callee = values["on"].partition(" -> ")
        component = references.resolved(caller, system, remark.at / "on")
        called = references.resolved(callee, system, remark.at / "on") if arrow else None
        if component is None or (arrow and called is None):
            continue
        yield Scenario(
            name=remark.name,
            kind=values["kind"],
            component=component,
            callee=called,
            start_s=values.get("start", 0.0),
            duration_s=values.get("for"),
            share=values.get("share"),
            factor=values.get("factor"),
            delay_s=values.get("delay"),
            at=remark.at,
        )


def controllers(descriptions: Sequence[Description], references: References) -> Iterator[Controller]:
    """Yield every controller; what it senses and acts on is `component.signal`, under the component's full name."""
    for description in descriptions:
        for remark in description.controllers:
            values = remark.values
            yield Controller(
                name=remark.name,
                senses=_variables(values.get("senses", ()), description.system, remark.at / "senses", references),
                acts=_variables(values.get("acts", ()), description.system, remark.at / "acts", references),
                lag_s=values.get("lag"),
                minimum=values.get("min"),
                maximum=values.get("max"),
                target=values.get("target"),
                needs=_components(values.get("needs", ()), description.system, remark.at / "needs", references),
                at=remark.at,
            )


def feedback(descriptions: Sequence[Description], references: References) -> Iterator[Feedback]:
    """Yield every declared influence."""
    for description in descriptions:
        for remark in description.feedback:
            values = remark.values
            source = references.resolved(values["from"], description.system, remark.at / "from")
            target = references.resolved(values["to"], description.system, remark.at / "to")
            if source is not None and target is not None:
                yield Feedback(source, target, values.get("sign"), values.get("delay"), values.get("through"), remark.at)


def _once(remarks: Iterator[tuple[str, Remark]], what: str, findings: list[Finding]) -> Iterator[tuple[str, Remark]]:
    first: dict[str, Remark] = {}
    for system, remark in remarks:
        if remark.name in first:
            note = Note(first[remark.name].at, "first described here")
            findings.append(Finding(remark.at, f"{what} {remark.name} is described twice; give one another name", (note,)))
        else:
            first[remark.name] = remark
            yield system, remark


def _components(written: Sequence[str], system: str, at: Pointer, references: References) -> tuple[str, ...]:
    found = (references.resolved(reference, system, at / index) for index, reference in enumerate(written))
    return tuple(name for name in found if name is not None)


def _variables(written: Sequence[str], system: str, at: Pointer, references: References) -> tuple[str, ...]:
    variables = []
    for index, variable in enumerate(written):
        component, _, signal = variable.rpartition(".")
        full_name = references.resolved(component or variable, system, at / index)
        if full_name is not None:
            variables.append(f"{full_name}.{signal}")
    return tuple(variables)
