// Article: the evidence drawn over the untouched text, values and words that light each other, and reports from selected words.
import { completeForms } from "./lib/complete";
import { say } from "./lib/page";
import { type Block, type Span, blocksOf, pointAt, rangesOf, selectedIn, textOf } from "./lib/points";

interface Mark {
  id: string;
  report: string;
  field: string;
  hand: "machine" | "human";
  spans: Span[];
}

const COUNTS = new Set(["killed", "injured", "arrested", "abducted"]);
const text = document.getElementById("text")!;
const blocks: Block[] = blocksOf(text);
const marks = JSON.parse(document.getElementById("marks")?.textContent ?? "[]") as Mark[];
const byId = new Map(marks.map((mark) => [mark.id, mark]));
const drawn = "highlights" in CSS;

const style = (field: string): string => (COUNTS.has(field) ? "count" : ["status", "background", "country"].includes(field) ? "type" : field);
const ranges = (mark: Mark): Range[] => mark.spans.flatMap((span) => rangesOf(blocks, span));

// Drawing

function draw(): void {
  if (!drawn) return;
  const off = new Set([...document.querySelectorAll<HTMLInputElement>("#styles input:not(:checked)")].map((box) => box.dataset.field));
  const found = new Map<string, Range[]>();
  for (const mark of marks) {
    const name = style(mark.field);
    if (off.has(name)) continue;
    for (const key of mark.hand === "human" && name !== "evidence" ? [name, "human"] : mark.hand === "human" ? ["human-evidence"] : [name]) {
      found.set(key, [...(found.get(key) ?? []), ...ranges(mark)]);
    }
  }
  for (const key of [...CSS.highlights.keys()]) if (key.startsWith("isnad-") && !key.startsWith("isnad-lit") && key !== "isnad-picked") CSS.highlights.delete(key);
  for (const [key, own] of found) {
    const highlight = new Highlight(...own);
    highlight.priority = key.endsWith("evidence") ? 0 : 1;
    CSS.highlights.set(`isnad-${key}`, highlight);
  }
}

let lit: string[] = [];

function light(ids: string[], calm = true): void {
  if (ids.join() === lit.join()) return;
  lit = ids;
  const own = ids.flatMap((id) => (byId.has(id) ? ranges(byId.get(id)!) : []));
  if (drawn) {
    const highlight = new Highlight(...own);
    highlight.priority = 9;
    CSS.highlights.set("isnad-lit", highlight);
  } else if (!calm && own[0]) {
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(own[0]);
  }
  for (const element of document.querySelectorAll("#read .lit")) element.classList.remove("lit");
  for (const id of ids) for (const element of document.querySelectorAll(`#read [data-mark="${CSS.escape(id)}"]`)) element.classList.add("lit");
}

function show(id: string): void {
  const mark = byId.get(id);
  const range = mark && ranges(mark)[0];
  if (!range) return;
  const block = range.startContainer.parentElement!;
  block.scrollIntoView({ block: "nearest" });
  const box = range.getBoundingClientRect();
  const frame = text.getBoundingClientRect();
  if (text.scrollHeight > text.clientHeight + 1) text.scrollTop += box.top - frame.top - frame.height / 3;
  const now = range.getBoundingClientRect();
  if (now.top < 80 || now.bottom > innerHeight - 120) scrollBy({ top: now.top - innerHeight / 3 });
}

// Values light their words

const read = document.getElementById("read")!;
const markOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>("[data-mark]")?.dataset.mark ?? null) : null;
let held: string[] = [];

for (const kind of ["pointerover", "focusin"] as const) {
  read.addEventListener(kind, (event) => {
    const id = markOf(event.target);
    if (id) light([id]);
  });
}
for (const kind of ["pointerleave", "focusout"] as const) read.addEventListener(kind, () => light(held));
read.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-mark]") : null;
  const id = link?.dataset.mark;
  if (!id || !byId.has(id)) return;
  event.preventDefault();
  history.replaceState(null, "", `#${id}`);
  hold(id);
});

function hold(id: string): void {
  held = [id];
  light(held, false);
  show(id);
  const mark = byId.get(id);
  if (mark) say(mark.spans.map((span) => textOf(blocks, span)).join(" … "));
}

// Words light their values

function marksAt(event: MouseEvent): string[] {
  const at = caretAt(event.clientX, event.clientY);
  const point = at && pointAt(blocks, at.node, at.offset);
  if (point === null) return [];
  const here = marks.filter((mark) => mark.spans.some(([a, b]) => a <= point && point < b));
  const fine = here.filter((mark) => mark.field !== "evidence");
  return (fine.length ? fine : here).map((mark) => mark.id);
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const found = document.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const range = (document as Document & { caretRangeFromPoint?: (x: number, y: number) => Range | null }).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

let asked = 0;
text.addEventListener("pointermove", (event) => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(() => light(marksAt(event)));
});
text.addEventListener("pointerleave", () => {
  cancelAnimationFrame(asked);
  light(held);
});
text.addEventListener("click", (event) => {
  if (!getSelection()?.isCollapsed) return;
  held = marksAt(event);
  light(held);
  const first = held[0] && document.querySelector(`#read [data-mark="${CSS.escape(held[0])}"]`);
  if (first) first.scrollIntoView({ block: "nearest" });
});

// Selected words

const bar = document.getElementById("picked")!;
const words = document.getElementById("picked-words")!;
let picked: Span | null = null;

document.addEventListener("selectionchange", () => {
  const span = selectedIn(text, blocks);
  if (span) pick(span);
});

function pick(span: Span | null): void {
  picked = span;
  bar.hidden = span === null;
  words.textContent = span ? textOf(blocks, span) : "";
  if (drawn) CSS.highlights.set("isnad-picked", new Highlight(...(span ? rangesOf(blocks, span) : [])));
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.take")) button.hidden = span === null;
  const take = document.getElementById("picked-take")!;
  take.hidden = span === null || !document.querySelector("[data-mend]");
}

document.getElementById("picked-drop")?.addEventListener("click", () => {
  getSelection()?.removeAllRanges();
  pick(null);
});
document.getElementById("picked-new")?.addEventListener("click", () => {
  const fresh = document.getElementById("fresh") as HTMLDetailsElement | null;
  const form = fresh?.querySelector<HTMLFormElement>("form");
  if (!fresh || !form || !picked) return;
  fresh.open = true;
  (form.elements.namedItem("words") as HTMLTextAreaElement).value = textOf(blocks, picked);
  (form.elements.namedItem("span") as HTMLInputElement).value = picked.join("-");
  fresh.scrollIntoView({ block: "start" });
  (form.elements.namedItem("type") as HTMLElement).focus();
});
document.getElementById("picked-take")?.addEventListener("click", () => {
  const button = document.querySelector<HTMLButtonElement>("[data-mend] button.take");
  button?.click();
  document.querySelector("[data-mend]")?.scrollIntoView({ block: "nearest" });
});
for (const field of document.querySelectorAll<HTMLTextAreaElement>("#new-words")) {
  field.addEventListener("input", () => ((field.form!.elements.namedItem("span") as HTMLInputElement).value = "")); // the words were changed by hand
}

const digits = (written: string): string => written.replace(/[٠-٩۰-۹]/g, (d) => String(d.charCodeAt(0) & 15));

for (const button of document.querySelectorAll<HTMLButtonElement>("button.take")) {
  button.addEventListener("click", () => {
    const form = button.form ?? button.closest("form");
    if (!form || !picked) return;
    const chosen = textOf(blocks, picked);
    (form.elements.namedItem(button.dataset.span!) as HTMLInputElement).value = picked.join("-");
    const note = form.querySelector<HTMLOutputElement>(`[data-taken="${button.dataset.span}"]`);
    if (note) note.textContent = `«${chosen}»`;
    const input = form.elements.namedItem(button.dataset.take!);
    if (input instanceof HTMLInputElement) {
      const number = digits(chosen).match(/^\D*(\d+)\D*$/);
      if (input.inputMode !== "numeric") input.value = isDay(input) ? input.value : chosen;
      else if (number) input.value = number[1]!;
      input.focus();
    }
  });
}

// A day is written in figures; the words are kept as its evidence.
function isDay(input: HTMLInputElement): boolean {
  return /date|country/.test(input.id);
}

for (const box of document.querySelectorAll<HTMLInputElement>("#styles input")) box.addEventListener("change", draw);

function follow(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (byId.has(id)) hold(id);
  else if (byId.has(`${id}-evidence`)) hold(`${id}-evidence`);
}

if (drawn) document.getElementById("styles")!.hidden = false;
draw();
follow();
addEventListener("hashchange", follow);
completeForms();
