// What every page has: messages for the live region, and requests that carry the CSRF token.
export function say(text: string): void {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

export async function send(address: string, body: unknown): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": document.body.dataset.csrf ?? "" },
    body: JSON.stringify(body),
  });
}
