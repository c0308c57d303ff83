// Find a component by name, kind, owner or system: a combobox, as WAI-ARIA describes it.

import { byId, element, isolated } from "./dom.js";

const MOST = 30;

/** Return the components that a text fits, the one of that name first, then those whose name begins with it, then those that have it in their name. */
export function found(model, text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const ranked = [];
  for (const component of model.components) {
    const name = component.name.toLowerCase();
    const others = `${component.kind ?? ""} ${component.owner ?? ""} ${model.systems[component.system] ?? ""}`.toLowerCase();
    const short = component.short.toLowerCase();
    const begins = short.startsWith(wanted) || name.startsWith(wanted);
    const rank = short === wanted || name === wanted ? 0 : begins ? 1 : name.includes(wanted) ? 2 : others.includes(wanted) ? 3 : 4;
    if (rank < 4) ranked.push([rank, component]);
  }
  return ranked.sort((one, two) => one[0] - two[0] || one[1].index - two[1].index).map(([, component]) => component);
}

export function createSearch(model, choose) {
  const input = byId("search");
  const list = byId("found");
  let active = -1;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const take = (index) => {
    close();
    input.value = "";
    choose(index);
  };
  const point = (at) => {
    const options = [...list.querySelectorAll("[role=option]")];
    active = options.length ? (at + options.length) % options.length : -1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    if (active < 0) return;
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const all = found(model, input.value);
    list.replaceChildren(...all.slice(0, MOST).map((component) =>
      element("li", { role: "option", id: `found-${component.index}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => take(component.index) },
        isolated(component.name), element("span", { class: "quiet", text: [component.kind, component.owner].filter(Boolean).map((word) => ` · ${word}`).join("") }))));
    if (all.length > MOST) list.append(element("li", { role: "presentation", class: "quiet", text: `and ${(all.length - MOST).toLocaleString("en")} more; write more of the name` }));
    if (input.value.trim() && !all.length) list.append(element("li", { role: "presentation", class: "quiet", text: "no component is called so" }));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(all.length ? 0 : -1);
  };

  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && active >= 0) list.querySelectorAll("[role=option]")[active].click();
    else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      close();
    }
  });
  return { focus: () => input.focus() };
}
