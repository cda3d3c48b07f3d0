// Keys bound to their place on the keyboard (event.code), so that A accepts in an Arabic layout too. They can be changed and turned off.
export type Name = "accept" | "reject" | "mend" | "unsure" | "same" | "different" | "undo" | "redo" | "next" | "back" | "note" | "help";

const STORE = "isnad.keys";
const FIRST: Record<string, string> = {
  accept: "KeyA", reject: "KeyR", mend: "KeyM", unsure: "KeyU", same: "KeyS", different: "KeyD", undo: "KeyZ",
  next: "KeyN", back: "KeyP", note: "KeyE", help: "Slash",
};

interface Kept { on: boolean; codes: Record<string, string> }
interface LayoutMap { get(code: string): string | undefined }

let kept = read();
let layout: LayoutMap | null = null;

function read(): Kept {
  try {
    const given = JSON.parse(localStorage.getItem(STORE) ?? "{}") as Partial<Kept>;
    return { on: given.on !== false, codes: { ...FIRST, ...given.codes } };
  } catch {
    return { on: true, codes: { ...FIRST } };
  }
}

function write(): void {
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: the choice holds for this page.
  }
}

export const isOn = (): boolean => kept.on;

export function turn(on: boolean): void {
  kept.on = on;
  write();
}

export function reset(): void {
  kept = { on: kept.on, codes: { ...FIRST } };
  write();
}

/** Bind an action to a key; false if the key does something else already. */
export function bind(name: string, code: string): boolean {
  if (/^Digit|^Numpad|^Escape$|^Tab$|^Enter$|^Space$|^Arrow|Shift|Control|Alt|Meta/.test(code)) return false;
  if (Object.entries(kept.codes).some(([other, taken]) => other !== name && taken === code)) return false;
  kept.codes[name] = code;
  write();
  return true;
}

/** What a key press means: an action, a digit, or nothing where one types, holds other keys, or has turned the keys off. */
export function meant(event: KeyboardEvent): Name | number | null {
  if (!kept.on || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return null;
  if (event.key === "?" || event.key === "؟") return "help";
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit && !event.shiftKey) return Number(digit[1]);
  const name = Object.keys(kept.codes).find((each) => kept.codes[each] === event.code) as Name | undefined;
  if (!name) return null;
  if (event.shiftKey) return name === "undo" ? "redo" : name === "help" ? "help" : null;
  return name;
}

export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog")) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** The key as it is printed on this keyboard; in the list of all keys with the letter of its layout beside the Latin one. */
function label(name: string, all: boolean): string {
  if (name === "redo") return `⇧ ${label("undo", all)}`;
  const code = kept.codes[name] ?? "";
  if (code === "Slash" && name === "help") return "?";
  const latin = code.replace(/^Key|^Digit|^Numpad/, "");
  const own = layout?.get(code)?.toUpperCase();
  if (!own || own === latin) return latin;
  return /^[A-Z]$/.test(own) ? own : all ? `${latin} ${own}` : latin;
}

export function showLabels(within: ParentNode = document): void {
  for (const mark of within.querySelectorAll<HTMLElement>("kbd[data-key]")) {
    mark.textContent = label(mark.dataset.key ?? "", mark.dataset.all !== undefined);
    mark.hidden = !kept.on && mark.dataset.all === undefined;
  }
  for (const mark of within.querySelectorAll<HTMLElement>("kbd[data-digit]")) mark.hidden = !kept.on;
}

export async function learnLayout(): Promise<void> {
  const keyboard = (navigator as { keyboard?: { getLayoutMap?: () => Promise<LayoutMap> } }).keyboard;
  try {
    layout = (await keyboard?.getLayoutMap?.()) ?? null;
  } catch {
    layout = null;
  }
  if (layout) showLabels();
}

/** The dialog that lists the keys, where they are changed and turned off. */
export function dialog(): void {
  const box = document.getElementById("keys") as HTMLDialogElement | null;
  const told = document.getElementById("keys-told");
  if (!box || !told) return;
  let waiting: string | null = null;
  const tell = (text: string | undefined): void => {
    told.textContent = text ?? "";
    told.hidden = !text;
  };
  const on = document.getElementById("keys-on") as HTMLInputElement;
  on.checked = kept.on;
  on.addEventListener("change", () => {
    turn(on.checked);
    showLabels();
  });
  box.addEventListener("click", (event) => {
    const change = (event.target as HTMLElement).closest<HTMLElement>("[data-change]");
    if (!change) return;
    waiting = change.dataset.change ?? null;
    tell(told.dataset.press);
  });
  box.addEventListener("keydown", (event) => {
    if (!waiting || event.code === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const name = waiting;
    waiting = null;
    if (event.code === "Escape") return tell("");
    tell(bind(name, event.code) ? told.dataset.set : told.dataset.taken);
    showLabels();
  });
  box.addEventListener("close", () => tell(""));
  document.getElementById("keys-close")?.addEventListener("click", () => box.close());
  document.getElementById("keys-reset")?.addEventListener("click", () => {
    reset();
    showLabels();
  });
}

export function openDialog(): void {
  (document.getElementById("keys") as HTMLDialogElement | null)?.showModal();
}
