// What makes reading more comfortable; every page reads without it.
"use strict";
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

// Forms that show something else at once when a choice changes.
for (const form of document.querySelectorAll("form[data-submits]")) {
  for (const select of form.querySelectorAll("select")) select.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}

// Fields that narrow a list or table to the lines whose name holds what is typed.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const field of document.querySelectorAll("[data-narrows]")) {
  const lines = document.getElementById(field.dataset.narrows).querySelectorAll("[data-name]");
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    for (const line of lines) line.hidden = !plain(line.dataset.name).includes(wanted);
  });
}

for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => {
    const all = [...document.querySelectorAll(button.dataset.opens)];
    const open = all.some((each) => !each.open);
    for (const each of all) each.open = open;
    button.textContent = open ? "Close all" : "Open all";
  });
}

// A link to an indicator opens it.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", openTarget);
openTarget();

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => { for (const each of closed) each.open = false; });

// Names while typing.
for (const field of document.querySelectorAll("[data-completes]")) {
  const list = document.getElementById(field.getAttribute("list"));
  let timer, last = "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = field.value.trim();
    if (typed.length < 2 || typed === last) return;
    timer = setTimeout(async () => {
      last = typed;
      try {
        const answer = await fetch("/api/complete?" + new URLSearchParams({ q: typed }));
        if (!answer.ok || field.value.trim() !== typed) return;
        const found = await answer.json();
        list.replaceChildren(...found.map((each) => {
          const option = document.createElement("option");
          option.value = each.label;
          return option;
        }));
      } catch { /* no completion, no harm */ }
    }, 150);
  });
}
