// What is drawn: the whole, systems folded or not, or the surroundings of one component.

const FOLDED = { width: 230, height: 84 };
const PADDING = { side: 28, top: 52, bottom: 26 };
const BETWEEN = { columns: 130, rows: 46 };
export const MOST_DRAWN = 2500; // boxes: a browser that draws more stands still

const AT_ONCE = 400; // boxes up to which every system begins unfolded
const SURROUNDINGS = { steps: 2, column: 14, across: 310, down: 64 };

/** Return the systems that begin unfolded. */
export function initiallyUnfolded(model) {
  if (model.places.length <= AT_ONCE || (model.inside.length === 1 && model.places.length <= MOST_DRAWN)) return new Set(model.inside.keys());
  return new Set();
}

export const drawnBoxes = (model, unfolded) =>
  model.inside.reduce((sum, inside, system) => sum + (unfolded.has(system) ? inside.length : 1), 0);

/** Return where each system's frame stands: columns side by side, each as wide as its widest system, rows in the middle. */
function arranged(model, unfolded) {
  const single = model.inside.length === 1;
  const size = (system) => {
    if (!unfolded.has(system)) return FOLDED;
    const { width, height } = model.frames[system];
    return single ? { width, height } : { width: width + 2 * PADDING.side, height: height + PADDING.top + PADDING.bottom };
  };
  const corners = [];
  let left = 0;
  for (const column of model.columns) {
    const sizes = column.map(size);
    const width = Math.max(...sizes.map((each) => each.width));
    const height = sizes.reduce((sum, each) => sum + each.height + BETWEEN.rows, -BETWEEN.rows);
    let top = -height / 2;
    column.forEach((system, row) => {
      corners[system] = { x: left + (width - sizes[row].width) / 2, y: top, ...sizes[row] };
      top += sizes[row].height + BETWEEN.rows;
    });
    left += width + BETWEEN.columns;
  }
  return corners;
}

/** Return nodes and edges of the whole picture; an end inside a folded system is the system, arrows between the same ends one. */
export function wholeView(model, unfolded) {
  const corners = arranged(model, unfolded);
  const single = model.inside.length === 1;
  const inset = single ? { side: 0, top: 0 } : PADDING;
  const at = (system, [x, y]) => ({ x: corners[system].x + inset.side + x, y: corners[system].y + inset.top + y });
  const nodes = [];
  model.inside.forEach((inside, system) => {
    const { x, y, width, height } = corners[system];
    const folded = !unfolded.has(system);
    if (folded || !single) nodes.push({ id: `s${system}`, kind: folded ? "folded" : "frame", system, x: x + width / 2, y: y + height / 2, width, height });
    if (folded) return;
    for (const box of inside) {
      const kind = box >= model.count ? "group" : model.frames[system].dense ? "dot" : "box";
      nodes.push({ id: `b${box}`, kind, box, system, wide: model.wide[box], ...at(system, model.places[box]) });
    }
  });
  const end = (box) => (unfolded.has(model.system(box)) ? `b${box}` : `s${model.system(box)}`);
  const merged = new Map();
  for (const edge of model.edges) {
    const [source, target] = [end(edge.tail), end(edge.head)];
    if (source === target) continue;
    const system = model.system(edge.tail);
    const bends = edge.bends.map((place) => at(system, place));
    const known = merged.get(`${source} ${target}`);
    if (known) Object.assign(known, { count: known.count + 1, label: "", cycle: known.cycle || edge.cycle, shared: known.shared || edge.shared });
    else merged.set(`${source} ${target}`, { ...edge, source, target, count: 1, bends, dense: model.frames[system].dense });
  }
  return { nodes, edges: [...merged.values()], left: 0, fit: "whole" };
}

/** Return the surroundings of a component: left who needs it, right what it needs, up to so many steps and boxes a column. */
export function surroundings(model, centre) {
  const column = new Map([[centre, 0]]);
  let left = 0;
  for (const [side, links, other] of [[-1, model.neededBy, "tail"], [1, model.needs, "head"]]) {
    let border = [centre];
    for (let step = 1; step <= SURROUNDINGS.steps; step += 1) {
      const next = [...new Set(border.flatMap((index) => links[index].map((link) => link[other])))].filter((index) => !column.has(index));
      next.sort((one, two) => (model.components[two].falls ?? 0) - (model.components[one].falls ?? 0) || one - two);
      left += Math.max(0, next.length - SURROUNDINGS.column);
      border = next.slice(0, SURROUNDINGS.column);
      for (const index of border) column.set(index, side * step);
    }
  }
  const rows = rowsOf(model, column);
  const nodes = [...column].map(([index, across]) => ({
    id: `b${index}`, kind: "box", box: index, system: model.system(index), wide: Math.min(model.wide[index], 240),
    x: across * SURROUNDINGS.across, y: rows.get(index) * SURROUNDINGS.down,
  }));
  const edges = model.links
    .filter(({ tail, head }) => column.has(tail) && column.has(head))
    .map((link) => ({ ...link, source: `b${link.tail}`, target: `b${link.head}`, count: 1, dense: false }));
  return { nodes, edges, left, fit: "surroundings" };
}

/** Return the row of each component, 0 in the middle: near the mean row of its neighbours in columns that stand already. */
function rowsOf(model, column) {
  const rows = new Map();
  const columns = new Map();
  for (const [index, across] of column) columns.set(across, [...(columns.get(across) ?? []), index]);
  for (const across of [...columns.keys()].sort((one, two) => Math.abs(one) - Math.abs(two))) {
    const wanted = (index) => {
      const near = [...model.needs[index].map((link) => link.head), ...model.neededBy[index].map((link) => link.tail)].filter((each) => rows.has(each));
      return near.length ? near.reduce((sum, each) => sum + rows.get(each), 0) / near.length : 0;
    };
    const order = columns.get(across).map((index) => [wanted(index), index]).sort((one, two) => one[0] - two[0]);
    order.forEach(([, index], row) => rows.set(index, row - (order.length - 1) / 2));
  }
  return rows;
}
