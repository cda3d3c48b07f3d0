// Words of an article drawn over its untouched text, so that letters stay joined and overlaps are free (CSS Custom Highlight API).
type Mark = [field: string, start: number, end: number];
interface Passage { node: Text; units: number[]; marks: Mark[] }

const COUNTS = new Set(["killed", "injured", "arrested", "abducted"]);
const passages = new Map<Element, Passage>();
const kind = (field: string): string => (COUNTS.has(field) ? "count" : field);
const registry = (): HighlightRegistry | null => ("highlights" in CSS && typeof Highlight !== "undefined" ? CSS.highlights : null);

/** Draw every passage of the page anew; without the API the marks that the server set stay. */
export function paint(): void {
  const drawn = registry();
  passages.clear();
  if (!drawn) return;
  const ranges = new Map<string, Range[]>();
  for (const box of document.querySelectorAll<HTMLElement>("[data-marks]")) {
    const passage = read(box);
    if (!passage) continue;
    passages.set(box, passage);
    for (const mark of passage.marks) {
      const range = rangeOf(passage, mark);
      if (range) ranges.set(kind(mark[0]), [...(ranges.get(kind(mark[0])) ?? []), range]);
    }
  }
  for (const name of [...drawn.keys()]) if (name.startsWith("read-")) drawn.delete(name);
  for (const [name, all] of ranges) drawn.set(`read-${name}`, new Highlight(...all));
}

/** Bring out the words of one field, and scroll to the first if `scroll`; null lets go. */
export function bringOut(field: string | null, scroll = false): void {
  const drawn = registry();
  if (!drawn) return;
  drawn.delete("read-now");
  if (!field) return;
  const found: Range[] = [];
  for (const passage of passages.values()) {
    for (const mark of passage.marks) {
      const range = mark[0] === field ? rangeOf(passage, mark) : null;
      if (range) found.push(range);
    }
  }
  if (!found.length) return;
  const now = new Highlight(...found);
  now.priority = 9;
  drawn.set("read-now", now);
  const first = found.find((range) => range.startContainer.parentElement?.closest(".passage"));
  const box = first?.startContainer.parentElement?.closest<HTMLElement>(".passage");
  if (scroll && box && first) box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
}

/** Scroll every passage to its evidence. */
export function toEvidence(): void {
  for (const [box, passage] of passages) {
    const mark = passage.marks.find((each) => each[0] === "evidence");
    const range = mark && rangeOf(passage, mark);
    if (range) box.scrollTop += range.getBoundingClientRect().top - box.getBoundingClientRect().top - 24;
  }
}

function read(box: HTMLElement): Passage | null {
  const words = box.querySelector<HTMLElement>(".words") ?? box;
  const text = words.textContent ?? "";
  words.textContent = text; // one text node: what was read is drawn over it, not written into it
  const node = words.firstChild;
  if (!(node instanceof Text)) return null;
  const units = [0]; // where each code point begins, in the UTF-16 units that ranges count
  for (const char of text) units.push((units[units.length - 1] ?? 0) + char.length);
  return { node, units, marks: JSON.parse(box.dataset.marks ?? "[]") as Mark[] };
}

function rangeOf({ node, units }: Passage, [, start, end]: Mark): Range | null {
  const [from, to] = [units[start], units[end]];
  if (from === undefined || to === undefined || to <= from) return null;
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}
