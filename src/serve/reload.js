// Reloads a page of the preview when the site was built anew, and shows why a build failed.
// Only `mujaz serve` sends this script; no published file names it.
(() => {
  const own = document.currentScript;
  let events = null;
  let box = null;

  const hide = () => {
    if (box) box.remove();
    box = null;
  };

  const show = (message) => {
    hide();
    box = document.createElement("div");
    box.lang = "en";
    box.dir = "ltr";
    box.setAttribute("role", "alert");
    // Set as properties, which the content policy of the pages allows.
    Object.assign(box.style, {
      position: "fixed", inset: "auto 0 0 0", zIndex: "2147483647", maxBlockSize: "60vh",
      overflow: "auto", padding: "1rem 1.25rem", background: "#7a1410", color: "#ffffff",
      borderBlockStart: "3px solid #ffffff", font: "0.9375rem/1.5 ui-monospace, monospace",
      textAlign: "left",
    });
    const head = document.createElement("strong");
    head.textContent = "The site could not be built; this is the last version that could.";
    const text = document.createElement("pre");
    Object.assign(text.style, { margin: "0.5rem 0 0", whiteSpace: "pre-wrap", font: "inherit" });
    text.textContent = message;
    box.append(head, text);
    document.body.append(box);
  };

  // A hidden page gives its connection back: a browser has only six for one server.
  const close = () => {
    if (events) events.close();
    events = null;
  };

  const open = () => {
    if (events || document.hidden) return;
    events = new EventSource(own.dataset.events);
    events.addEventListener("built", (event) => {
      hide();
      if (event.data !== own.dataset.generation) location.reload();
    });
    events.addEventListener("failed", (event) => show(event.data));
    // Some browsers give up where the server is gone. It may come back: then the page is another.
    events.addEventListener("error", () => {
      if (!events || events.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, 2000);
    });
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", open);
  else open();
})();
