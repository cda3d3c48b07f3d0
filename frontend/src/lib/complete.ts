// Completion from codebook and gazetteer under a field: a combobox of names; what was chosen is sent by its id.
interface Option { value: string; label: string; other: string; note: string }

const chosen = new WeakMap<HTMLInputElement, Map<string, string>>();
let number = 0;

/** What a field means: names that were chosen from the list by their ids, the rest as written. */
export function meaning(field: HTMLInputElement): string {
  const known = chosen.get(field);
  if (!known) return field.value;
  return field.value.split(";").map((part) => known.get(part.trim()) ?? part.trim()).join("; ");
}

/** Give every field with `data-complete` its list; once for each. */
export function complete(within: ParentNode): void {
  for (const field of within.querySelectorAll<HTMLInputElement>("input[data-complete]")) if (!chosen.has(field)) new Combobox(field);
}

/** Give the fields of forms that are sent as they are their lists, and send what they mean; Escape leaves a form to mend. */
export function completeForms(): void {
  complete(document);
  document.addEventListener("formdata", (event) => {
    for (const field of (event.target as HTMLFormElement).querySelectorAll<HTMLInputElement>("input[data-complete]")) {
      if (field.name) event.formData.set(field.name, meaning(field));
    }
  });
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Escape" ? (event.target as Element).closest("form[data-mend]") : null;
    form?.querySelector<HTMLAnchorElement>("a[data-cancel]")?.click();
  });
}

class Combobox {
  private readonly list = document.createElement("ul");
  private readonly many: boolean;
  private readonly warning: HTMLElement | null = null; // that a place is not in the gazetteer
  private options: Option[] = [];
  private readonly known = new Set<string>(); // names that the server has told of
  private at = -1;
  private asked = 0;
  private timer = 0;

  constructor(private readonly field: HTMLInputElement) {
    this.many = ["by", "against"].includes(field.dataset.complete ?? "");
    chosen.set(field, new Map());
    this.list.id = `options-${(number += 1)}`;
    this.list.className = "options";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.labels?.[0]?.textContent?.trim() ?? "");
    this.list.hidden = true;
    const frame = document.createElement("span");
    frame.className = "combobox";
    field.replaceWith(frame);
    frame.append(field, this.list);
    if (field.dataset.unresolved) {
      this.warning = document.createElement("span");
      this.warning.className = "unresolved";
      this.warning.setAttribute("role", "status");
      frame.append(this.warning);
    }
    field.removeAttribute("list"); // the page's own proposals, for those without this script
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), 120);
      this.warn(false);
    });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => {
      this.warn(this.stranger());
      window.setTimeout(() => this.close(), 150);
    });
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = (event.target as HTMLElement).closest<HTMLElement>("[data-n]");
      if (item) this.choose(Number(item.dataset.n));
    });
  }

  private get part(): string {
    return this.many ? (this.field.value.split(";").pop() ?? "").trim() : this.field.value.trim();
  }

  private async ask(): Promise<void> {
    const turn = (this.asked += 1);
    if (!this.part || this.part === "-") return this.close();
    const query = new URLSearchParams({ field: this.field.dataset.complete ?? "", q: this.part });
    if (this.field.dataset.within) query.set("within", this.field.dataset.within);
    try {
      const answer = await fetch(`/api/v1/complete?${query}`);
      const found = answer.ok ? ((await answer.json()) as { items: Option[] }).items : [];
      if (answer.ok && turn === this.asked) this.told(found);
      if (turn === this.asked && document.activeElement === this.field) this.show(found);
    } catch {
      this.close();
    }
  }

  private show(options: Option[]): void {
    this.options = options;
    this.at = -1;
    this.list.replaceChildren(
      ...options.map((option, n) => {
        const item = document.createElement("li");
        item.setAttribute("role", "option");
        item.id = `${this.list.id}-${n}`;
        item.dataset.n = String(n);
        item.append(name(option.label, "ar"), " ", name(option.other, ""), " ", note(option.note));
        return item;
      }),
    );
    this.list.hidden = !options.length;
    this.field.setAttribute("aria-expanded", String(options.length > 0));
    this.field.removeAttribute("aria-activedescendant");
  }

  /** What the server knows of the text, whether it is still being typed or was left. */
  private told(found: Option[]): void {
    for (const option of found) for (const text of [option.value, option.label, option.other]) this.known.add(text.toLowerCase());
    if (!found.length || document.activeElement !== this.field) this.warn(this.stranger());
  }

  /** Whether the field holds a name that neither was chosen nor is one of those that the server knows. */
  private stranger(): boolean {
    const text = this.part;
    const same = text === this.field.defaultValue.trim();
    return text !== "" && text !== "-" && !same && !chosen.get(this.field)?.has(text) && !this.known.has(text.toLowerCase());
  }

  private warn(on: boolean): void {
    if (this.warning) this.warning.textContent = on ? (this.field.dataset.unresolved ?? "") : "";
  }

  private close(): void {
    if (!this.list.hidden) this.show([]);
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.at >= 0 && !event.ctrlKey) this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private move(step: number): void {
    this.at = (this.at + step + this.options.length + (this.at < 0 && step < 0 ? 1 : 0)) % this.options.length;
    [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === this.at)));
    const item = this.list.children[this.at];
    if (item) this.field.setAttribute("aria-activedescendant", item.id);
    item?.scrollIntoView({ block: "nearest" });
  }

  private choose(n: number): void {
    const option = this.options[n];
    if (!option) return;
    const label = option.label || option.other;
    chosen.get(this.field)?.set(label, option.value);
    const before = this.many ? this.field.value.split(";").slice(0, -1).map((part) => part.trim()) : [];
    this.field.value = [...before, label].join("; ");
    this.warn(false);
    this.close();
  }
}

function name(text: string, language: string): HTMLElement {
  const out = document.createElement("bdi");
  out.textContent = text;
  if (language) out.lang = language;
  return out;
}

function note(text: string): HTMLElement {
  const out = document.createElement("span");
  out.className = "soft";
  out.textContent = text;
  return out;
}
