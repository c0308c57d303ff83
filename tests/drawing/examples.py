"""Architectures to draw, and what analyses would say of them."""

from typing import Any

from sosgraph.drawing.pictured import pictured
from sosgraph.drawing.scene import Scene
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency, Fallback
from sosgraph.model.requirement import Requirement, all_of, any_of
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.model.workload import Entry
from sosgraph.quantity import Ratio, parse_ratio
from sosgraph.report import Report

ZONES = ("platform/zone-a", "platform/zone-b", "platform/zone-c")


def part(
    name: str, *requires: Requirement | str, uses: tuple[str, ...] = (), slo: str = "", sla: str = "", **more: Any
) -> Component:
    """Return a component of the system before the slash; names stand for calls."""
    return Component(
        name=name,
        system=name.partition("/")[0],
        requires=tuple(Dependency(need) if isinstance(need, str) else need for need in requires),
        uses=tuple(Dependency(need) for need in uses),
        slos=(AvailabilityObjective(parse_ratio(slo)),) if slo else (),
        slas=(AvailabilityObjective(parse_ratio(sla)),) if sla else (),
        **more,
    )


def whole(*components: Component) -> Architecture:
    """Return the architecture of these components."""
    systems = tuple(dict.fromkeys(component.system for component in components))
    return Architecture(components={component.name: component for component in components}, systems=systems)


def on(*zones: str) -> Requirement:
    """Return the placement on one of `zones`."""
    return any_of(*(Dependency(zone, kind="placement") for zone in zones))


def webshop() -> Architecture:
    """Return a shop on a platform, with two payment vendors that meet in one DNS, and a cycle."""
    pricing = Dependency(
        "shop/pricing", calls=1.5, probability=Ratio(0.4, 0.6), fallback=Fallback("shop/price-cache", parse_ratio("95%"))
    )
    return whole(
        part("shop/web", "shop/checkout", "shop/search", kind="frontend", tier=1, entry=Entry(300.0), slo="99.5%"),
        part(
            "shop/checkout",
            "shop/ledger",
            any_of(Dependency("shop/stripe"), Dependency("shop/adyen")),
            pricing,
            Dependency("platform/flags", kind="config", phases=("start",)),
            on(*ZONES[:2]),
            uses=("shop/recommendations",),
            kind="service",
            slo="99.9%",
        ),
        part("shop/search", Dependency("shop/catalog", tolerance_s=300.0), on(*ZONES[:2]), kind="service"),
        part("shop/catalog", "shop/pricing", kind="service", slo="99.9%"),
        part("shop/pricing", "shop/catalog", kind="service", slo="99.95%"),
        part("shop/price-cache", kind="cache", slo="99.9%"),
        part("shop/ledger", kind="database", slo="99.95%", replicas=Replicas(3, 2, ZONES)),
        part("shop/recommendations", "ml/ranker", kind="model"),
        part("shop/stripe", Dependency("platform/dns", kind="dns"), external=True, owner="stripe", sla="99.99%"),
        part("shop/adyen", Dependency("platform/dns", kind="dns"), external=True, owner="adyen", sla="99.95%"),
        part("ml/ranker", "ml/features", kind="model", slo="99%"),
        part("ml/features", all_of(Dependency("shop/ledger", kind="data")), kind="database"),
        part("platform/flags", Dependency("platform/dns", kind="dns"), kind="service", slo="99.9%"),
        part("platform/dns", kind="dns", slo="99.99%"),
        *(part(zone, kind="zone", slo="99.9%") for zone in ZONES),
    )


def webshop_scene() -> Scene:
    """Return the picture of the webshop with what is shown where nothing else is asked for."""
    return pictured(Report(architecture=webshop()))


def layers(count: int, width: int, systems: int = 1, back: bool = False) -> Architecture:
    """Return `count` components of which each calls the next `width`; with `back`, the last calls the first."""
    names = [f"system-{number * systems // count}/part-{number}" for number in range(count)]
    return whole(
        *(
            part(name, *names[number + 1 : number + 1 + width], *(names[:1] if back and number == count - 1 else ()))
            for number, name in enumerate(names)
        )
    )
