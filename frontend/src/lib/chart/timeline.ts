// The timeline: bars by day, week, month or year, and a brush of two handles that sets the days of the filter.
import { bins, dateOf, iso, sum, unitFor, worthwhile } from "./bins";
import type { Bin, TimeData, Unit } from "./bins";
import { familyLegend, SHADES } from "./marks";
import { alone, make, offer } from "./svg";
import { Words } from "./words";

const HEIGHT = 300;
const [LEFT, RIGHT, TOP, FOOT] = [46, 14, 14, 28];
const FAR = 10; // bars that Page Up and Page Down move
const NEAR = 14; // pixels within which a handle is caught
const GRIP = 24;
const PARTS: Record<Unit, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: "medium" }, week: { dateStyle: "medium" }, month: { year: "numeric", month: "long" }, year: { year: "numeric" },
};

export async function timeline(host: HTMLElement): Promise<void> {
  const answer = await fetch(host.dataset.source ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  const data = (await answer.json()) as TimeData;
  if (data.dates.length) new Timeline(host, new Words(JSON.parse(host.dataset.words ?? "{}")), data);
}

class Timeline {
  private readonly plot: HTMLElement;
  private readonly span: { first: number; from: number; last: number };
  private whole: boolean;
  private unit: Unit;
  private bars: Bin[] = [];
  private from = 0;
  private to = 0;
  private width = 0;
  private svg!: SVGSVGElement;

  constructor(private readonly host: HTMLElement, private readonly words: Words, private readonly data: TimeData) {
    this.plot = host.querySelector<HTMLElement>(".plot")!;
    this.span = worthwhile(data);
    this.whole = new URLSearchParams(location.search).has("from") || this.span.from === this.span.first;
    this.unit = unitFor(this.span.last - (this.whole ? this.span.first : this.span.from));
    host.querySelector<HTMLElement>(".stage")!.hidden = false;
    this.listen();
    this.gather();
    offer(host, "timeline", (sentence) => alone(this.svg, sentence, familyLegend(host)));
    new ResizeObserver(() => this.plot.clientWidth !== this.width && this.draw()).observe(this.plot);
    host.dataset.ready = "yes";
  }

  private listen(): void {
    this.host.querySelectorAll<HTMLButtonElement>("[data-unit]").forEach((button) =>
      button.addEventListener("click", () => {
        this.unit = button.dataset.unit as Unit;
        this.gather();
      }),
    );
    this.host.querySelector<HTMLButtonElement>("[data-whole]")!.addEventListener("click", () => {
      this.whole = !this.whole;
      this.unit = unitFor(this.span.last - (this.whole ? this.span.first : this.span.from));
      this.gather();
    });
    this.host.querySelector("form.range")!.addEventListener("submit", () => this.fields());
  }

  private gather(): void {
    const found = bins(this.data, this.unit, this.whole ? -Infinity : this.span.from);
    this.bars = found.bins;
    [this.from, this.to] = [0, this.bars.length - 1];
    this.host.querySelectorAll<HTMLElement>("[data-unit]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.unit === this.unit)));
    const aside = [];
    if (found.earlier) aside.push(this.words.say("events.time.earlier", { n: found.earlier, day: this.words.day(dateOf(this.span.from), PARTS.day) }));
    if (found.coarse) aside.push(this.words.say("events.time.coarse", { n: found.coarse }));
    this.host.querySelector("[data-aside]")!.textContent = aside.join(" ");
    const whole = this.host.querySelector<HTMLButtonElement>("[data-whole]")!;
    whole.hidden = this.span.from === this.span.first;
    whole.textContent = this.words.say(this.whole ? "events.time.late" : "events.time.whole");
    this.draw();
  }

  private draw(): void {
    this.width = Math.max(260, this.plot.clientWidth);
    if (!this.bars.length) return this.plot.replaceChildren();
    const label = this.words.say("events.time.label", { from: this.name(this.bars[0]!.first), to: this.name(this.bars[this.bars.length - 1]!.last) });
    this.svg = make("svg", { viewBox: `0 0 ${this.width} ${HEIGHT}`, width: this.width, height: HEIGHT, direction: "ltr", role: "group", "aria-label": label });
    this.svg.append(this.scale(), this.columns(), this.axis(), ...this.brush());
    this.svg.addEventListener("pointerdown", (event) => this.drag(event));
    this.plot.replaceChildren(this.svg);
    this.moved();
  }

  private x(bar: number): number {
    return LEFT + ((this.width - LEFT - RIGHT) * bar) / this.bars.length;
  }

  private scale(): SVGGElement {
    const most = Math.max(...this.bars.map((b) => b.total), 1);
    const step = nice(most / 4);
    const group = make("g", { "font-size": 11, "aria-hidden": "true" });
    for (let n = 0; n <= most; n += step) {
      const y = HEIGHT - FOOT - ((HEIGHT - FOOT - TOP) * n) / most;
      group.append(
        make("line", { x1: LEFT, x2: this.width - RIGHT, y1: y, y2: y, class: "rule" }),
        make("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end", class: "axis" }, this.words.number(n)),
      );
    }
    return group;
  }

  private columns(): SVGGElement {
    const most = Math.max(...this.bars.map((b) => b.total), 1);
    const wide = (this.width - LEFT - RIGHT) / this.bars.length;
    const gap = wide > 4 ? Math.min(2, wide * 0.15) : 0;
    const group = make("g", { "aria-hidden": "true" });
    this.bars.forEach((bar, n) => {
      if (!bar.total) return;
      let y = HEIGHT - FOOT;
      const column = make("g", {}, make("title", {}, this.words.say("events.time.bar", { n: bar.total, day: this.name(bar.first) })));
      bar.counts.forEach((count, k) => {
        const high = ((HEIGHT - FOOT - TOP) * count) / most;
        y -= high;
        if (count) column.append(make("rect", { x: (this.x(n) + gap / 2).toFixed(2), y: y.toFixed(2), width: Math.max(0.6, wide - gap).toFixed(2), height: high.toFixed(2), class: SHADES[k]! }));
      });
      group.append(column);
    });
    return group;
  }

  private axis(): SVGGElement {
    const group = make("g", { "font-size": 11, "aria-hidden": "true" });
    const most = Math.max(2, Math.floor((this.width - LEFT - RIGHT) / 92));
    const years = new Set(this.bars.map((b) => dateOf(b.first).getUTCFullYear())).size;
    const yearly = years > 3 && this.unit !== "year";
    const marks = this.bars.map((_, n) => n).filter((n) => !yearly || n === 0 || year(this.bars[n]!) !== year(this.bars[n - 1]!));
    const each = Math.ceil(marks.length / most);
    const parts: Intl.DateTimeFormatOptions = yearly || this.unit === "year" ? { year: "numeric" } : this.unit === "month" ? { year: "numeric", month: "short" } : { day: "numeric", month: "short", year: "2-digit" };
    marks.forEach((n, k) => {
      if (k % each) return;
      const x = this.x(n);
      if (x > this.width - 40) return;
      group.append(
        make("line", { x1: x, x2: x, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT + 5, class: "rule" }),
        make("text", { x: x + 3, y: HEIGHT - FOOT + 17, class: "axis" }, this.words.day(dateOf(this.bars[n]!.first), parts)),
      );
    });
    return group;
  }

  private brush(): SVGElement[] {
    const veils = ["from", "to"].map((end) => make("rect", { y: TOP, height: HEIGHT - FOOT - TOP, class: "veil", "data-veil": end, "data-ui": "" }));
    const handles = (["from", "to"] as const).map((end) => {
      const handle = make(
        "g",
        { class: "handle", role: "slider", tabindex: 0, "data-end": end, "data-ui": "", "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": this.bars.length - 1, "aria-label": this.words.say(end === "from" ? "events.time.first" : "events.time.last") },
        make("rect", { x: -1.5, y: TOP, width: 3, height: HEIGHT - FOOT - TOP }),
        make("rect", { x: -GRIP / 2, y: TOP, width: GRIP, height: HEIGHT - FOOT - TOP, "fill-opacity": 0 }),
        make("rect", { x: -6, y: HEIGHT / 2 - 32, width: 12, height: 34, rx: 5, class: "grip" }),
      );
      handle.addEventListener("keydown", (event) => this.key(event, end));
      return handle;
    });
    return [...veils, ...handles];
  }

  private key(event: KeyboardEvent, end: "from" | "to"): void {
    const now = this[end];
    const moves: Record<string, number> = {
      ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, PageDown: now - FAR, PageUp: now + FAR, Home: 0, End: this.bars.length - 1,
    };
    if (event.key === "Enter") {
      event.preventDefault();
      this.host.querySelector<HTMLFormElement>("form.range")!.requestSubmit();
    }
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.set(end, to);
  }

  private set(end: "from" | "to", value: number): void {
    if (end === "from") this.from = Math.max(0, Math.min(this.to, value));
    else this.to = Math.max(this.from, Math.min(this.bars.length - 1, value));
    this.moved();
  }

  private drag(event: PointerEvent): void {
    event.preventDefault();
    const at = (e: PointerEvent) => {
      const box = this.svg.getBoundingClientRect();
      return ((e.clientX - box.left) / box.width) * this.width;
    };
    const bar = (x: number) => Math.max(0, Math.min(this.bars.length - 1, Math.floor(((x - LEFT) / (this.width - LEFT - RIGHT)) * this.bars.length)));
    const x = at(event);
    const [toFrom, toTo] = [Math.abs(x - this.x(this.from)), Math.abs(x - this.x(this.to + 1))];
    const caught = Math.min(toFrom, toTo) > NEAR ? null : toFrom < toTo ? "from" : "to";
    const began = bar(x);
    const move = (e: PointerEvent) => {
      const now = bar(at(e));
      if (caught) return this.set(caught, now);
      [this.from, this.to] = [Math.min(began, now), Math.max(began, now)];
      this.moved();
    };
    if (!caught) move(event);
    this.svg.setPointerCapture(event.pointerId);
    this.svg.addEventListener("pointermove", move);
    const done = () => this.svg.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, done, { once: true });
    this.svg.querySelector<SVGElement>(`[data-end="${caught ?? "from"}"]`)?.focus();
  }

  private moved(): void {
    const ends = { from: this.x(this.from), to: this.x(this.to + 1) };
    const [first, last] = [this.bars[this.from]!, this.bars[this.to]!];
    for (const end of ["from", "to"] as const) {
      const handle = this.svg.querySelector(`[data-end="${end}"]`)!;
      handle.setAttribute("transform", `translate(${ends[end].toFixed(1)} 0)`);
      handle.setAttribute("aria-valuenow", String(this[end]));
      handle.setAttribute("aria-valuetext", this.name(end === "from" ? first.first : last.last));
      const veil = this.svg.querySelector(`[data-veil="${end}"]`)!;
      veil.setAttribute("x", String(end === "from" ? LEFT : ends.to));
      veil.setAttribute("width", String(Math.max(0, end === "from" ? ends.from - LEFT : this.width - RIGHT - ends.to)));
    }
    const total = sum(this.bars.slice(this.from, this.to + 1).map((b) => b.total));
    this.host.querySelector(".told")!.textContent = this.words.say("events.time.told", { n: total, from: this.words.day(dateOf(first.first), PARTS.day), to: this.words.day(dateOf(last.last), PARTS.day) });
  }

  private name(day: number): string {
    return this.words.day(dateOf(day), PARTS[this.unit]);
  }

  // The form takes the whole filter with it, the chosen days in place of those before.
  private fields(): void {
    const form = this.host.querySelector<HTMLFormElement>("form.range")!;
    form.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
    const query = new URLSearchParams(location.search);
    for (const name of ["after", "before", "from", "to"]) query.delete(name);
    query.set("from", iso(this.bars[this.from]!.first));
    query.set("to", iso(this.bars[this.to]!.last));
    for (const [name, value] of query) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
  }
}

function year(bar: Bin): number {
  return dateOf(bar.first).getUTCFullYear();
}

function nice(step: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, step)));
  return Math.max(1, [1, 2, 5, 10].map((m) => m * power).find((m) => m >= step) ?? power);
}
