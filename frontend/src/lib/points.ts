// Offsets come in code points of the whole article; the DOM counts UTF-16 units. They are converted here and nowhere else.
export type Span = [number, number];

export interface Block {
  node: Text;
  start: number; // in code points of the article
  length: number; // in code points
  units: Uint32Array; // the UTF-16 unit at which each code point begins, and the end
}

// The lines of an article: elements with data-start that hold one text node each.
export function blocksOf(root: HTMLElement): Block[] {
  const out: Block[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("[data-start]")) {
    const node = element.firstChild;
    if (!(node instanceof Text)) continue;
    const points = Array.from(node.data);
    const units = new Uint32Array(points.length + 1);
    points.forEach((point, n) => (units[n + 1] = units[n]! + point.length));
    out.push({ node, start: Number(element.dataset.start), length: points.length, units });
  }
  return out;
}

// The ranges of a stretch, one for each line that it touches.
export function rangesOf(blocks: Block[], [from, to]: Span): Range[] {
  const out: Range[] = [];
  for (const block of blocks) {
    const a = Math.max(from - block.start, 0);
    const b = Math.min(to - block.start, block.length);
    if (a >= b) continue;
    const range = new Range();
    range.setStart(block.node, block.units[a]!);
    range.setEnd(block.node, block.units[b]!);
    out.push(range);
  }
  return out;
}

// The code point of the article at a place of the DOM; null outside of its text.
export function pointAt(blocks: Block[], node: Node, offset: number): number | null {
  const block = blocks.find((b) => b.node === node);
  if (!block) return null;
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (block.units[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return block.start + low;
}

// The stretch that is selected, without blanks at its ends; null if it does not lie in the article.
export function selectedIn(root: HTMLElement, blocks: Block[]): Span | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  let from = Infinity;
  let to = -1;
  for (const block of blocks) {
    if (!range.intersectsNode(block.node)) continue;
    const first = range.startContainer === block.node ? range.startOffset : 0;
    const last = range.endContainer === block.node ? range.endOffset : block.node.data.length;
    const text = block.node.data.slice(first, last);
    if (!text.trim()) continue;
    const lead = text.length - text.trimStart().length;
    const tail = text.length - text.trimEnd().length;
    from = Math.min(from, pointAt(blocks, block.node, first + lead)!);
    to = Math.max(to, pointAt(blocks, block.node, last - tail)!);
  }
  return from < to ? [from, to] : null;
}

export function textOf(blocks: Block[], span: Span): string {
  return rangesOf(blocks, span).map(String).join("\n");
}
