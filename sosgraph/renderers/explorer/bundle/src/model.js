// What the page was given, with the indexes that its questions need.

const STYLES = ["hard", "placement", "start", "fallback", "soft"]; // strongest first

export function readModel(content) {
  const kinds = new Set(content.components.map(({ kind }) => kind));
  const components = content.components.map((component, index) => ({ marks: [], ...component, index, says: component.composite ?? (kinds.size > 1 ? component.kind : undefined) }));
  const { places, wide, frames, columns, groups } = content.picture;
  const count = components.length;
  const edges = content.picture.edges.map(([tail, head, style, label = "", marks = 0, bends = []]) => ({
    tail, head, style, label, cycle: (marks & 1) > 0, shared: (marks & 2) > 0, bends,
  }));
  const system = (box) => (box < count ? components[box].system : groups[box - count].system);
  const inside = frames.map(() => []);
  for (let box = 0; box < places.length; box += 1) inside[system(box)].push(box);
  return {
    ...content, components, count, edges, places, wide, columns, groups, inside, system,
    frames: frames.map(([width, height, dense]) => ({ width, height, dense: dense === 1 })),
    ...linked(components, edges, count),
    answers: new Map(Object.entries(content.answers).map(([index, tables]) => [Number(index), tables])),
  };
}

/** Return `links`: arrows from component to component, groups left out, and for each component those that leave and reach it. */
function linked(components, edges, count) {
  const caller = new Map(edges.filter(({ head }) => head >= count).map(({ tail, head }) => [head, tail]));
  const strongest = new Map();
  for (const edge of edges) {
    if (edge.head >= count) continue;
    let tail = edge.tail;
    const within = tail >= count;
    while (tail >= count) tail = caller.get(tail);
    const key = tail * count + edge.head;
    const link = { ...edge, tail, within, bends: [] };
    const known = strongest.get(key);
    if (!known || STYLES.indexOf(edge.style) < STYLES.indexOf(known.style)) strongest.set(key, link);
  }
  const needs = components.map(() => []);
  const neededBy = components.map(() => []);
  for (const link of strongest.values()) {
    needs[link.tail].push(link);
    neededBy[link.head].push(link);
  }
  return { links: [...strongest.values()], needs, neededBy, below: (index) => below(needs, index) };
}

/** Return all components that one leads to, in the order in which they are met. */
function below(needs, index) {
  const found = new Set([index]);
  for (const each of found) for (const { head } of needs[each]) found.add(head); // a set is walked to its end while it grows
  found.delete(index);
  return [...found];
}
