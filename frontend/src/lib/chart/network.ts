// The network of actors: who did what to whom, and who belongs to whom; the table beneath has the same ties.
import { settled } from "./force";
import { palette, shape } from "./marks";
import { alone, make, offer } from "./svg";
import type { Mark } from "./svg";
import { Words } from "./words";

interface Actor { id: string; name: string; kind: string; general: boolean; events: number }
interface Tie { a: string; b: string; tie: string; events: number[]; articles: number }
interface NetData { nodes: Actor[]; ties: Tie[] }
type Side = "above" | "below";
interface Line { a: number; b: number; way: "did" | "near" | "rival"; n: number }
const KINDS: Record<string, string> = {
  state_forces: "forces", external_forces: "forces", official: "forces", rebel_group: "armed", political_militia: "armed", identity_militia: "armed",
  civilians: "people", protesters: "people", rioters: "people",
};
const SHAPES: Record<string, number> = { forces: 4, armed: 0, people: 1, other: 2 }; // square, triangle, circle, diamond
const LETTER = 6.1; // pixels of a letter, about

export async function network(host: HTMLElement): Promise<void> {
  if (!host.querySelector(".plot")) return;
  const answer = await fetch(host.dataset.source ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  new Network(host, new Words(JSON.parse(host.dataset.words ?? "{}")), (await answer.json()) as NetData);
}

class Network {
  private readonly plot: HTMLElement;
  private readonly named: HTMLInputElement;
  private width = 0;
  private chosen = "";
  private svg!: SVGSVGElement;

  constructor(private readonly host: HTMLElement, private readonly words: Words, private readonly data: NetData) {
    this.plot = host.querySelector<HTMLElement>(".plot")!;
    this.named = host.querySelector<HTMLInputElement>("[data-named]")!;
    host.querySelector<HTMLElement>(".stage")!.hidden = false;
    this.named.checked ||= this.plot.clientWidth < 500; // there is no room for all the nouns
    this.named.addEventListener("change", () => this.draw());
    this.draw();
    offer(host, "network", (sentence) => alone(this.svg, sentence, legend(host)));
    new ResizeObserver(() => Math.abs(this.plot.clientWidth - this.width) > 40 && this.draw()).observe(this.plot);
    host.dataset.ready = "yes";
  }

  private draw(): void {
    this.width = Math.max(300, this.plot.clientWidth);
    const height = Math.round(this.width < 500 ? 1.7 * this.width : Math.max(420, Math.min(680, this.width * 0.62)));
    const general = new Set(this.named.checked ? this.data.nodes.filter((n) => n.general).map((n) => n.id) : []);
    const ties = this.data.ties.filter((t) => t.a !== t.b && !general.has(t.a) && !general.has(t.b));
    const tied = new Set(ties.flatMap((t) => [t.a, t.b]));
    const nodes = this.data.nodes.filter((n) => tied.has(n.id));
    const at = new Map(nodes.map((n, k) => [n.id, k]));
    const lines = drawn(ties, at);
    const most = Math.max(1, ...nodes.map((n) => n.events));
    const scale = Math.max(0.5, Math.min(1, this.width / 800)); // on a narrow screen the marks shrink, else nothing but they would show
    const radii = nodes.map((n) => scale * (4.5 + 15 * Math.sqrt(n.events / most)));
    const bodies = settled(radii, lines.map(({ a, b, n }) => ({ a, b, strength: 0.4 + 0.35 * Math.log2(1 + n) })), this.width, height);
    this.svg = make("svg", { viewBox: `0 0 ${this.width} ${height}`, width: this.width, height, direction: "ltr", role: "img", "aria-label": this.words.say("events.net.label", { n: nodes.length }) });
    for (const line of lines) this.svg.append(...this.tie(line, bodies, nodes, lines));
    const free = room(nodes, bodies, this.width);
    const marks = nodes.map((node, n) => this.node(node, bodies[n]!, free[n]));
    this.svg.append(...marks.map(([mark]) => mark), ...marks.map(([, name]) => name));
    this.svg.addEventListener("click", () => this.choose(""));
    this.plot.replaceChildren(this.svg);
    if (this.chosen) this.choose(this.chosen);
  }

  private tie(line: Line, bodies: { x: number; y: number; r: number }[], nodes: Actor[], lines: Line[]): SVGElement[] {
    const [a, b] = [bodies[line.a]!, bodies[line.b]!];
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(b.x - a.x) / long, (b.y - a.y) / long];
    const back = lines.some((l) => l.a === line.b && l.b === line.a);
    const bend = back ? 0.16 * long : 0.05 * long;
    const wide = 0.9 + 0.62 * Math.log2(line.n);
    const size = 5.5 + 0.8 * wide;
    const [cx, cy] = [(a.x + b.x) / 2 - uy * bend, (a.y + b.y) / 2 + ux * bend];
    const turn = Math.atan2(b.y - cy, b.x - cx);
    const tip = { x: b.x - Math.cos(turn) * (b.r + 2), y: b.y - Math.sin(turn) * (b.r + 2) };
    const neck = { x: tip.x - Math.cos(turn) * size, y: tip.y - Math.sin(turn) * size };
    const wing = (side: number) => `${(neck.x - Math.sin(turn) * size * 0.55 * side).toFixed(1)},${(neck.y + Math.cos(turn) * size * 0.55 * side).toFixed(1)}`;
    const ends = { "data-a": nodes[line.a]!.id, "data-b": nodes[line.b]!.id };
    const path = make("path", { ...ends, class: `tie ${line.way}`, "stroke-width": wide.toFixed(1), d: `M${a.x.toFixed(1)},${a.y.toFixed(1)}Q${cx.toFixed(1)},${cy.toFixed(1)} ${neck.x.toFixed(1)},${neck.y.toFixed(1)}` });
    const head = make("path", { ...ends, class: `head ${line.way}`, d: `M${tip.x.toFixed(1)},${tip.y.toFixed(1)}L${wing(1)}L${wing(-1)}Z` });
    return [path, head];
  }

  private node(node: Actor, at: { x: number; y: number; r: number }, side: Side | undefined): [SVGGElement, SVGGElement] {
    const kind = KINDS[node.kind] ?? "other";
    const told = `${node.name} · ${this.words.say("events.count", { n: node.events })}`;
    const mark = make("g", { class: `node ${kind}`, "data-id": node.id }, make("title", {}, told), make("path", { d: shape(SHAPES[kind]!, at.x, at.y, at.r) }));
    const short = shortened(node.name);
    const size = at.r > 11 ? 12.5 : 11;
    const name = make("g", { class: `node ${kind}`, "data-id": node.id, ...(side ? {} : { "data-quiet": "" }) });
    const y = side === "above" ? at.y - at.r - 4 : at.y + at.r + size;
    name.append(make("text", { x: at.x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", "font-size": size }, short));
    for (const part of [mark, name]) {
      part.addEventListener("click", (event) => {
        event.stopPropagation();
        this.choose(this.chosen === node.id ? "" : node.id);
      });
      part.addEventListener("pointerenter", () => this.light(node.id));
      part.addEventListener("pointerleave", () => this.light(this.chosen));
    }
    return [mark, name];
  }

  private choose(id: string): void {
    this.chosen = id;
    this.light(id);
    this.host.querySelectorAll<HTMLElement>("tr[data-a]").forEach((row) => row.classList.toggle("on", Boolean(id) && (row.dataset.a === id || row.dataset.b === id)));
    const actor = this.data.nodes.find((n) => n.id === id);
    this.host.querySelector(".told")!.textContent = actor ? `${actor.name} · ${this.words.say("events.count", { n: actor.events })}` : this.words.say("events.net.pick");
  }

  // Only an actor, those it is tied to, and the ties between stay bright.
  private light(id: string): void {
    this.svg.classList.toggle("chosen", Boolean(id));
    const near = new Set([id]);
    this.svg.querySelectorAll<SVGElement>("[data-a]").forEach((line) => {
      const on = line.dataset.a === id || line.dataset.b === id;
      line.classList.toggle("on", on);
      if (on) near.add(line.dataset.a!).add(line.dataset.b!);
    });
    this.svg.querySelectorAll<SVGElement>("[data-id]").forEach((mark) => mark.classList.toggle("on", near.has(mark.dataset.id!)));
  }
}

// The legend of kinds and ties as it stands on the page.
function legend(host: Element): Mark[] {
  const { families, soft } = palette(host);
  const colours: Record<string, string> = { forces: families[4]!, armed: families[0]!, people: families[3]!, other: soft, event: families[0]!, near: families[3]!, rival: families[2]! };
  const lines: Record<string, string> = { event: "M-6,-1.5H6V1.5H-6Z", near: "M-6,-1.5H-1V1.5H-6ZM1,-1.5H6V1.5H1Z", rival: "M-6,-1.5H-3V1.5H-6ZM-1.5,-1.5H1.5V1.5H-1.5ZM3,-1.5H6V1.5H3Z" };
  return [...host.querySelectorAll<HTMLElement>(".marks li")].map((item) => {
    const key = item.dataset.kind ?? item.dataset.line ?? "";
    return { text: item.textContent ?? "", mark: lines[key] ?? shape(SHAPES[key] ?? 2, 0, 0, 5), colour: colours[key] ?? soft };
  });
}

function shortened(name: string): string {
  return name.length > 26 ? `${name.slice(0, 24)}…` : name;
}

// Where there is room to write an actor's name; the greatest come first, the others show theirs when they are pointed at.
function room(nodes: Actor[], bodies: { x: number; y: number; r: number }[], width: number): (Side | undefined)[] {
  const taken = bodies.map((b) => [b.x - b.r, b.y - b.r, b.x + b.r, b.y + b.r]);
  const free = ([left, top, right, bottom]: number[]) => left! > -24 && right! < width + 24 && !taken.some((t) => t[0]! < right! && t[2]! > left! && t[1]! < bottom! && t[3]! > top!);
  return nodes.map((node, n) => {
    const { x, y, r } = bodies[n]!;
    const half = (LETTER * shortened(node.name).length) / 2;
    const boxes: [Side, number[]][] = [["below", [x - half, y + r + 1, x + half, y + r + 14]], ["above", [x - half, y - r - 15, x + half, y - r - 1]]];
    const found = boxes.find(([, box]) => free(box));
    if (found) taken.push(found[1]);
    return found?.[0];
  });
}

// One line for each two actors and way, however many relations of articles it stands for.
function drawn(ties: Tie[], at: Map<string, number>): Line[] {
  const found = new Map<string, Line>();
  for (const t of ties) {
    const way = t.tie === "event" ? "did" : t.tie === "rival_of" ? "rival" : "near";
    const key = `${t.a}\t${t.b}\t${way}`;
    const n = t.events.reduce((x, y) => x + y, 0) || t.articles;
    const line = found.get(key);
    if (line) line.n += n;
    else found.set(key, { a: at.get(t.a)!, b: at.get(t.b)!, way, n });
  }
  return [...found.values()];
}
