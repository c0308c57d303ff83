// Everything works from the keyboard; orders of one letter can be switched off, for those who speak to their machine (WCAG 2.1.4).

import { byId } from "./dom.js";

const STEP = 60;

export function listenToKeys({ find, toggle, surround, clear, choose, picture }) {
  const moves = {
    ArrowLeft: () => picture.pan(STEP, 0), ArrowRight: () => picture.pan(-STEP, 0), ArrowUp: () => picture.pan(0, STEP), ArrowDown: () => picture.pan(0, -STEP),
    "+": () => picture.zoom(1.25), "=": () => picture.zoom(1.25), "-": () => picture.zoom(0.8), 0: () => picture.fit(),
  };
  byId("picture").addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  });
  const orders = { "/": find, w: toggle, s: surround, c: clear, Escape: () => choose(null) };
  document.addEventListener("keydown", (event) => {
    const order = orders[event.key];
    if (!order || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key.length === 1 && !byId("letters").checked) return;
    event.preventDefault();
    order();
  });
}
