// The map of the events: moved by pointer, wheel, keys and buttons; drawn on a canvas, taken away as SVG.
import { filtered } from "./address";
import { Atlas, kilometre, world } from "./atlas";
import type { View } from "./atlas";
import { Clusters, TILE } from "./clusters";
import type { Cluster, Places } from "./clusters";
import { disc, discMarkup, familyLegend, named, nameMarkup, palette, ring, ringMarkup, spotOf } from "./marks";
import type { Name, Palette, Spot } from "./marks";
import { framed, offer } from "./svg";
import { Tiles } from "./tiles";
import { Words } from "./words";

interface Land { code: string; name: string; lat: number; lon: number; events: number[] }
interface MapData { places: Places; countries: Land[] }
type Box = [number, number, number, number];
const [NEAREST, FARTHEST] = [11, 0.5]; // steps of the zoom
const TOWNS = 6; // from this step on towns are named, before it countries
const STRIDE = 90; // pixels that an arrow key moves
const NAMES = 70;
const BESIDE = 40; // pixels between the middles of two lands under which they stand at one place
const LISTED = 14;

export async function map(host: HTMLElement): Promise<void> {
  const words = new Words(JSON.parse(host.dataset.words ?? "{}"));
  const [atlas, answer] = await Promise.all([Atlas.load(), fetch(host.dataset.source ?? "")]);
  if (!answer.ok) throw new Error(String(answer.status));
  new MapChart(host, words, atlas, (await answer.json()) as MapData);
}

class MapChart {
  private readonly canvas: HTMLCanvasElement;
  private readonly stage: HTMLElement;
  private readonly tip: HTMLElement;
  private readonly clusters: Clusters;
  private readonly most: number;
  private readonly lands: { name: string; x: number; y: number; total: number }[];
  private readonly counts = new Map<number, string>();
  private colours: Palette;
  private view: View = { x: 0.6, y: 0.4, size: TILE * 8, width: 1, height: 1 };
  private spots: Spot[] = [];
  private chosen: Cluster | null = null;
  private pending = 0;
  private readonly tiles: Tiles | null;

  constructor(private readonly host: HTMLElement, private readonly words: Words, private readonly atlas: Atlas, private readonly data: MapData) {
    const { places } = data;
    const number = places.id.length;
    const [x, y, extent] = [new Float64Array(number), new Float64Array(number), new Float64Array(number)];
    const total: Record<string, number> = {};
    for (let n = 0; n < number; n++) {
      [x[n], y[n]] = world(places.lon[n]!, places.lat[n]!);
      extent[n] = places.radius[n]! * kilometre(places.lat[n]!);
      total[places.country[n]!] = (total[places.country[n]!] ?? 0) + sum(places.events[n]!);
    }
    this.most = Math.max(1, ...places.events.filter((_, n) => places.radius[n]).map(sum));
    this.lands = data.countries
      .filter((c) => c.lat || c.lon)
      .map((c) => ({ name: c.name, x: world(c.lon, c.lat)[0], y: world(c.lon, c.lat)[1], total: (total[c.code] ?? 0) + sum(c.events) }))
      .sort((a, b) => b.total - a.total);
    this.clusters = new Clusters(places, x, y, extent);
    this.stage = host.querySelector<HTMLElement>(".stage")!;
    this.canvas = host.querySelector("canvas")!;
    this.tip = host.querySelector<HTMLElement>(".tip")!;
    this.tip.style.left = "0"; // it is moved from there in pixels of the canvas
    this.stage.hidden = false;
    this.colours = palette(host);
    this.tiles = this.underneath();
    this.resized();
    this.fit(x, y, places.events.map(sum), 0.08);
    this.remembered();
    this.listen(() => this.fit(x, y, places.events.map(sum), 0));
    offer(host, "map", (sentence) => this.markup(sentence));
    this.draw();
    host.dataset.ready = "yes";
  }

  // The user's own tiles, if the project has some: they come when they come, and the map is there without them.
  private underneath(): Tiles | null {
    const { tiles: address } = this.host.dataset;
    if (!address) return null;
    const unread = this.host.querySelector<HTMLElement>("[data-unread]");
    const found = new Tiles(address, () => this.redraw(), (fault) => {
      if (unread) [unread.hidden, unread.title] = [false, fault];
    });
    const box = this.host.querySelector<HTMLInputElement>("[data-under]");
    box?.addEventListener("change", () => {
      found.shown = box.checked;
      this.redraw();
    });
    return found;
  }

  private listen(all: () => void): void {
    new ResizeObserver(() => this.resized()).observe(this.stage);
    for (const query of ["(prefers-color-scheme: dark)", "print"])
      matchMedia(query).addEventListener("change", () => {
        this.colours = palette(this.host);
        this.draw();
      });
    this.canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(-event.deltaY * (event.deltaMode ? 0.05 : 0.003), event.offsetX, event.offsetY);
    }, { passive: false });
    this.canvas.addEventListener("dblclick", (event) => this.zoom(1, event.offsetX, event.offsetY));
    this.pointers();
    this.canvas.addEventListener("keydown", (event) => this.key(event, all));
    this.canvas.addEventListener("focus", () => this.later());
    this.canvas.addEventListener("blur", () => this.later());
    const buttons: Record<string, () => void> = { in: () => this.zoom(1), out: () => this.zoom(-1), fit: all };
    this.host.querySelectorAll<HTMLElement>("[data-zoom]").forEach((b) => b.addEventListener("click", () => buttons[b.dataset.zoom!]?.()));
  }

  private pointers(): void {
    const down = new Map<number, { x: number; y: number }>();
    let moved = 0;
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      if (down.size === 1) moved = 0;
      this.tip.hidden = true;
    });
    this.canvas.addEventListener("pointermove", (event) => {
      const from = down.get(event.pointerId);
      if (!from) return this.hover(event.offsetX, event.offsetY);
      const to = { x: event.offsetX, y: event.offsetY };
      const others = [...down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      moved += Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
      if (others[0]) {
        const apart = (a: { x: number; y: number }) => Math.hypot(a.x - others[0]!.x, a.y - others[0]!.y) || 1;
        this.zoom(Math.log2(apart(to) / apart(from)), others[0].x, others[0].y);
      } else this.pan(from.x - to.x, from.y - to.y);
      down.set(event.pointerId, to);
    });
    const up = (event: PointerEvent) => {
      if (down.delete(event.pointerId) && event.type === "pointerup" && moved < 5) this.pick(this.hit(event.offsetX, event.offsetY));
    };
    this.canvas.addEventListener("pointerup", up);
    this.canvas.addEventListener("pointercancel", up);
    this.canvas.addEventListener("pointerleave", () => (this.tip.hidden = true));
  }

  private key(event: KeyboardEvent, all: () => void): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.pan(-STRIDE, 0), ArrowRight: () => this.pan(STRIDE, 0), ArrowUp: () => this.pan(0, -STRIDE), ArrowDown: () => this.pan(0, STRIDE),
      "+": () => this.zoom(1), "=": () => this.zoom(1), "-": () => this.zoom(-1), "0": all,
      Enter: () => this.pick(this.hit(this.view.width / 2, this.view.height / 2, 60), true),
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      move();
    }
  }

  private resized(): void {
    const [width, height, dense] = [this.stage.clientWidth, this.stage.clientHeight, Math.min(2, devicePixelRatio || 1)];
    if (!width || (this.view.width === width && this.view.height === height)) return;
    this.view = { ...this.view, width, height };
    this.canvas.width = Math.round(width * dense);
    this.canvas.height = Math.round(height * dense);
    this.canvas.getContext("2d")!.setTransform(dense, 0, 0, dense, 0, 0);
    this.draw();
  }

  private pan(dx: number, dy: number): void {
    const inside = (v: number) => Math.max(0, Math.min(1, v));
    this.view = { ...this.view, x: inside(this.view.x + dx / this.view.size), y: inside(this.view.y + dy / this.view.size) };
    this.later();
  }

  private zoom(steps: number, x = this.view.width / 2, y = this.view.height / 2): void {
    const size = Math.max(TILE * 2 ** FARTHEST, Math.min(TILE * 2 ** NEAREST, this.view.size * 2 ** steps));
    const [dx, dy] = [x - this.view.width / 2, y - this.view.height / 2];
    const change = 1 / this.view.size - 1 / size;
    this.view = { ...this.view, size, x: this.view.x + dx * change, y: this.view.y + dy * change };
    this.later();
  }

  // Show all places, or all but a share of the events at each side.
  private fit(x: Float64Array, y: Float64Array, weight: number[], out: number): void {
    if (!weight.length) return;
    const [left, right] = ends(x, weight, out);
    const [top, bottom] = ends(y, weight, out);
    const { width, height } = this.view;
    const size = Math.min(TILE * 2 ** 8, (0.86 * width) / Math.max(1e-6, right - left), (0.82 * height) / Math.max(1e-6, bottom - top));
    this.view = { ...this.view, size: Math.max(TILE * 2 ** FARTHEST, size), x: (left + right) / 2, y: (top + bottom) / 2 };
    this.later();
  }

  private remembered(): void {
    const found = /^#map=([\d.]+)\/([\d.]+)\/([\d.]+)$/.exec(location.hash);
    if (found) this.view = { ...this.view, size: TILE * 2 ** Number(found[1]), x: Number(found[2]), y: Number(found[3]) };
  }

  private redraw(): void {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  private later(): void {
    this.redraw();
    clearTimeout(this.noting);
    this.noting = setTimeout(() => {
      const { x, y, size } = this.view;
      history.replaceState(null, "", `#map=${Math.log2(size / TILE).toFixed(2)}/${x.toFixed(5)}/${y.toFixed(5)}`);
    }, 400);
  }
  private noting: ReturnType<typeof setTimeout> | undefined;

  private draw(): void {
    const start = performance.now();
    const context = this.canvas.getContext("2d", { alpha: false })!;
    const { width, height, size } = this.view;
    const p = this.colours;
    context.fillStyle = p.sunk;
    context.fillRect(0, 0, width, height);
    this.tiles?.coloured(p.sunk, p.raised, p.edge);
    this.atlas.draw(context, this.view, p.raised, p.edge, p.line, this.tiles ? () => this.tiles!.draw(context, this.view) : undefined, this.tiles?.coast(this.view));
    this.spots = this.visible();
    for (const s of this.spots) if (s.cluster.extent) disc(context, s, p, this.most);
    for (const name of this.names()) named(context, name, p);
    for (const s of this.spots) if (!s.cluster.extent) ring(context, s, p, this.count(s.cluster.total));
    this.marked(context);
    if (this.tiles) this.host.dataset.under = this.tiles.settled ? "drawn" : "coming";
    performance.measure("map-draw", { start, end: performance.now(), detail: { size, spots: this.spots.length } });
  }

  private marked(context: CanvasRenderingContext2D): void {
    const spot = this.chosen && this.spots.find((s) => s.cluster === this.chosen);
    context.strokeStyle = this.colours.ink;
    context.lineWidth = 2.5;
    if (spot) {
      context.beginPath();
      context.arc(spot.x, spot.y, spot.r + 3, 0, 2 * Math.PI);
      context.stroke();
    }
    if (this.canvas.matches(":focus-visible")) {
      const [x, y] = [this.view.width / 2, this.view.height / 2];
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x - 9, y);
      context.lineTo(x + 9, y);
      context.moveTo(x, y - 9);
      context.lineTo(x, y + 9);
      context.stroke();
    }
  }

  private visible(): Spot[] {
    const { x, y, size, width, height } = this.view;
    const step = Math.max(0, Math.min(NEAREST + 1, Math.round(Math.log2(size / TILE))));
    const out: Spot[] = [];
    for (const c of this.clusters.at(step)) {
      const s = spotOf(c, width / 2 + (c.x - x) * size, height / 2 + (c.y - y) * size, size);
      if (s.x + s.r > 0 && s.x - s.r < width && s.y + s.r > 0 && s.y - s.r < height) out.push(s);
    }
    return out;
  }

  // Counts of discs and names that cover neither each other nor a mark: countries from afar, places from near.
  private names(): Name[] {
    const { x, y, size, width, height } = this.view;
    const near = Math.log2(size / TILE) >= TOWNS;
    const discs = this.spots.filter((s) => s.cluster.extent);
    const taken = this.spots.filter((s) => !s.cluster.extent).map((s): Box => [s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r]);
    const wanted: Name[] = discs.filter((s) => s.r >= 20).map((s) => ({ text: this.count(s.cluster.total), x: s.x, y: s.y - s.r + 10, kind: "count" }));
    if (near)
      for (const s of [...this.spots].sort((a, b) => b.cluster.total - a.cluster.total))
        wanted.push({ text: this.short(s.cluster), x: s.x, y: s.cluster.extent ? s.y : s.y + s.r + 9, kind: "place" });
    if (!near) for (const l of this.lands) wanted.push({ text: l.name, x: width / 2 + (l.x - x) * size, y: height / 2 + (l.y - y) * size, kind: "country" });
    const out: Name[] = [];
    const homeless: Name[] = [];
    for (const name of wanted) {
      if (name.x < 0 || name.x > width || name.y < 0 || name.y > height) continue;
      const half = 3.3 * name.text.length + 4;
      const shift = (name.kind === "country" ? [0, 14, -14, 24, -24] : [0]).find((dy) => {
        const box: Box = [name.x - half, name.y + dy - 8, name.x + half, name.y + dy + 8];
        return !taken.some((t) => t[0] < box[2] && t[2] > box[0] && t[1] < box[3] && t[3] > box[1]) && taken.push(box);
      });
      if (shift === undefined) {
        if (name.kind === "country") homeless.push(name);
        continue;
      }
      out.push({ ...name, y: name.y + shift });
      if (out.length >= NAMES) break;
    }
    // Of lands at one place all are named or none: leaving out one alone would take sides.
    return out.filter((n) => n.kind !== "country" || !homeless.some((h) => Math.abs(h.x - n.x) < BESIDE && Math.abs(h.y - n.y) < BESIDE));
  }

  private hit(x: number, y: number, reach = 4): Spot | null {
    let best: Spot | null = null;
    let nearest = Infinity;
    for (const s of this.spots) {
      const away = Math.hypot(s.x - x, s.y - y) - s.r;
      const score = s.cluster.extent ? (away < 0 ? 1e3 + s.r : Infinity) : away;
      if (score < nearest && (s.cluster.extent || away <= reach)) [best, nearest] = [s, score];
    }
    return best;
  }

  private hover(x: number, y: number): void {
    const spot = this.hit(x, y);
    this.tip.hidden = !spot;
    this.canvas.style.cursor = spot ? "pointer" : "";
    if (!spot) return;
    this.tip.textContent = `${this.title(spot.cluster)} · ${this.words.say("events.count", { n: spot.cluster.total })}`;
    const left = Math.max(4, Math.min(x + 14, this.view.width - this.tip.offsetWidth - 4));
    this.tip.style.transform = `translate(${left}px, ${Math.max(4, y - 36)}px)`;
  }

  private short(c: Cluster): string {
    const name = this.data.places.name[c.members[0]!]!;
    return c.members.length === 1 ? name : `${name} +${this.words.number(c.members.length - 1)}`;
  }

  private title(c: Cluster): string {
    const name = this.data.places.name[c.members[0]!]!;
    return c.members.length === 1 ? name : this.words.say("events.map.places", { n: c.members.length });
  }

  // What lies at a spot, beside the map: its places, each a link to its events.
  private pick(spot: Spot | null, told = false): void {
    const box = this.host.querySelector<HTMLElement>(".picked")!;
    this.chosen = spot?.cluster ?? null;
    box.hidden = !spot && !told;
    box.querySelector("h3")!.textContent = spot ? `${this.title(spot.cluster)} · ${this.words.say("events.count", { n: spot.cluster.total })}` : this.words.say("events.map.empty");
    const rows = spot ? [...spot.cluster.members].sort((a, b) => sum(this.data.places.events[b]!) - sum(this.data.places.events[a]!)) : [];
    const items = rows.slice(0, LISTED).map((n) => this.item(n));
    if (rows.length > LISTED) {
      const more = document.createElement("li");
      more.textContent = this.words.say("events.map.further", { n: rows.length - LISTED });
      items.push(more);
    }
    box.querySelector("ul")!.replaceChildren(...items);
    this.later();
  }

  private item(n: number): HTMLLIElement {
    const { id, name, events } = this.data.places;
    const [row, number] = [document.createElement("li"), document.createElement("span")];
    const label = document.createElement("bdi");
    label.textContent = name[n]!;
    const link = document.createElement(id[n] ? "a" : "span");
    if (link instanceof HTMLAnchorElement) link.href = filtered({ place: id[n]!, view: null });
    link.append(label);
    number.className = "number";
    number.textContent = this.count(sum(events[n]!));
    row.append(link, number);
    return row;
  }

  private count(n: number): string {
    let text = this.counts.get(n);
    if (text === undefined) this.counts.set(n, (text = this.words.number(n)));
    return text;
  }

  private markup(sentence: string): string {
    const p = this.colours;
    const { width, height } = this.view;
    const picture = this.tiles?.picture(this.view);
    const under = picture ? `<image href="${picture}" width="${width}" height="${height}"/>` : "";
    const owed = picture ? ` ${this.host.querySelector("[data-credits]")?.textContent?.trim().replace(/\s+/g, " ") ?? ""}` : "";
    const parts = [
      this.atlas.markup(this.view, p.raised, p.edge, p.line, under, this.tiles?.coast(this.view)),
      ...this.spots.filter((s) => s.cluster.extent).map((s) => discMarkup(s, p, this.most)),
      ...this.names().map((n) => nameMarkup(n, p)),
      ...this.spots.filter((s) => !s.cluster.extent).map((s) => ringMarkup(s, p, this.count(s.cluster.total))),
    ];
    const inside = `<clipPath id="frame"><rect width="${width}" height="${height}"/></clipPath><g clip-path="url(#frame)"><rect width="${width}" height="${height}" fill="${p.sunk}"/>${parts.join("")}</g>`;
    return framed(inside, width, height, p.raised, p.ink, sentence + owed, familyLegend(this.host));
  }
}

function sum(counts: number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}

// The first and last value when a share of the weight is left out at each side.
function ends(values: Float64Array, weight: number[], out: number): [number, number] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const whole = sum(weight);
  let [at, first, last] = [0, values[order[0]!]!, values[order[order.length - 1]!]!];
  for (const n of order) {
    const before = at;
    at += weight[n]!;
    if (before <= out * whole && at > out * whole) first = values[n]!;
    if (before <= (1 - out) * whole && at >= (1 - out) * whole) last = values[n]!;
  }
  return [first, last];
}
