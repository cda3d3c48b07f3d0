// Completion from codebook and gazetteer while one types; without a script the page's own proposals remain.
interface Item {
  value: string;
  label: string;
  other: string;
  note: string;
}

export function complete(input: HTMLInputElement): void {
  const list = document.getElementById(input.getAttribute("list") ?? "");
  const field = input.dataset.complete;
  if (!list || !field) return;
  let waiting = 0;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const parts = input.value.split(/;\s*/);
      const last = parts.pop() ?? "";
      const before = parts.map((part) => `${part}; `).join("");
      if (last.length < 2 || last === asked) return;
      asked = last;
      const answer = await fetch(`/api/v1/complete?field=${field}&q=${encodeURIComponent(last)}`).catch(() => null);
      if (!answer?.ok || asked !== last) return;
      const { items } = (await answer.json()) as { items: Item[] };
      list.replaceChildren(
        ...items.map((item) => {
          const option = document.createElement("option");
          option.value = before + item.value;
          option.label = [item.label, item.other, item.note].filter(Boolean).join(" · ");
          return option;
        }),
      );
    }, 150);
  });
}

export function completeAll(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-complete]")) complete(input);
}
