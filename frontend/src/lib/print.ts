// The line at the foot of printed pages. What it counts takes a while to find, so it is asked for when someone prints, and waited for:
// a browser does not wait for anything else then.
export function printing(): void {
  const foot = document.querySelector<HTMLElement>(".printed");
  if (!foot) return;
  let known = false;
  const fill = () => {
    if (known) return;
    try {
      const request = new XMLHttpRequest();
      request.open("GET", foot.dataset.provenance ?? "", false);
      request.send();
      const { line } = JSON.parse(request.responseText) as { line: string };
      if (request.status !== 200 || !line) return;
      foot.querySelector("p")!.textContent = line;
      known = true;
    } catch {
      // The line that came with the page stands: it lacks the counts alone.
    }
  };
  addEventListener("beforeprint", fill);
  const sheet = matchMedia("print");
  sheet.addEventListener("change", () => sheet.matches && fill());
}
