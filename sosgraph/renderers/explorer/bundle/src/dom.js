// Elements with text: names come from strangers, so nothing is ever read as HTML.

export const byId = (id) => document.getElementById(id);

/** Return a new element; of `properties`, `text` is its text, `on…` listens, all else are attributes. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

export const isolated = (text) => element("bdi", { text });

export const plural = (count, word, several = `${word}s`) => `${count.toLocaleString("en")} ${count === 1 ? word : several}`;

/** Return a button that looks like a link and chooses a component. */
export const chooser = (component, choose) =>
  element("button", { class: "link", type: "button", onclick: () => choose(component.index) }, isolated(component.name));

/** Return a list of which the first are shown, and the others when they are asked for. */
export function listed(items, made, properties = { class: "list" }, most = 60) {
  const list = element("ul", properties, ...items.slice(0, most).map((item) => element("li", {}, made(item))));
  if (items.length <= most) return list;
  const more = element("button", {
    type: "button",
    text: `show ${(items.length - most).toLocaleString("en")} more`,
    onclick: () => {
      list.append(...items.slice(most).map((item) => element("li", {}, made(item))));
      more.remove();
    },
  });
  return element("div", {}, list, more);
}
