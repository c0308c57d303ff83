// What if these are down? Who falls, for whom some requests fail, who is degraded, whom redundancy saves: as `blast-radius` says.

import { StructureFunction } from "./structure-function.js";

export const STATES = ["untouched", "off", "falls", "part", "degraded", "saved"];

/** Return `answer(off)`: `off` are components (3) and replicas ("3#2"); `answer.alone` says who takes one down by failing alone. */
export function createQuestion({ fails, asked, uses, journeys }) {
  const running = new StructureFunction(fails);
  const always = asked === null ? running : new StructureFunction(asked);

  const variables = (system, off) =>
    [...off].map((part) => (typeof part === "number" ? system.part[part] : system.copies.get(part)));

  answer.alone = (index, causes) => running.alone(index, causes);
  return answer;

  function answer(off) {
    const solution = running.solution(variables(running, off));
    const { holds } = solution;
    const worst = always === running ? holds : always.solution(variables(always, off)).holds;
    const reached = always.solution(variables(always, off), false).holds;
    const broken = new Set([...off].filter((part) => typeof part === "string").map((part) => Number.parseInt(part, 10)));
    const state = new Uint8Array(uses.length);
    const found = { off: [], falls: [], part: [], degraded: [], saved: [], reached: 0 };
    for (let index = 0; index < uses.length; index += 1) {
      const down = !holds[running.up[index]];
      const failing = !worst[always.up[index]];
      const touched = uses[index].some((callee) => !holds[running.up[callee]]) || broken.has(index);
      const hit = !reached[always.up[index]] && !off.has(index);
      if (hit) found.reached += 1;
      if (off.has(index)) state[index] = 1;
      else if (down) state[index] = 2;
      else if (failing) state[index] = 3;
      else if (touched) state[index] = 4;
      else if (hit) state[index] = 5;
      if (state[index]) found[STATES[state[index]]].push(index);
    }
    const lost = journeys.filter(({ through }) => through.some((index) => !holds[running.up[index]]));
    return { ...found, state, lost, chain: (index) => running.chain(index, solution) };
  }
}
