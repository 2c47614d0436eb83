// All of this only helps: each act is done without it too.
(function () {
"use strict";
const body = document.body, words = body.dataset;
const all = (what, where = document) => Array.from(where.querySelectorAll(what));
const one = (what, where = document) => where.querySelector(what);
const on = addEventListener, made = (what) => document.createElement(what);
document.documentElement.classList.add("js");

// a form is sent once; its button says so
function send(event) {
  const form = event.target, button = event.submitter;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent || noDay(form)) return event.preventDefault();
  form.dataset.sent = "yes";
  stopDraft(form);
  if (button && button.dataset.doing) {
    form.said = [button, button.textContent];
    setTimeout(() => {
      if (!form.dataset.sent) return;
      button.ariaDisabled = true;
      button.textContent = button.dataset.doing;
    }, 300);
  }
  if (form.closest("dialog")) { event.preventDefault(); sendInDialog(form, button); }
}
function ready(form) {
  delete form.dataset.sent;
  if (!form.said) return;
  form.said[0].ariaDisabled = null;
  form.said[0].textContent = form.said[1];
}
on("submit", send);

// no such day: it would leave as an empty one
function noDay(form) {
  all(".no-day").forEach((said) => said.remove());
  const wrong = all("[type^=date]", form).filter((day) => (day.ariaInvalid = day.validity.badInput));
  wrong.forEach((day) => {
    const fold = day.closest("details");
    if (fold) fold.open = true;
    day.insertAdjacentHTML("beforebegin", `<b class="err no-day" role="alert">${words.noDay}</b>`);
    day.focus();
  });
  return wrong[0];
}

// drafts: kept every five seconds and on leaving
const drafts = new Map();
function watchDraft(form) {
  if (drafts.has(form)) return;
  const draft = { changed: "wasSent" in form.dataset };
  form.oninput = () => { draft.changed = true; };
  draft.timer = setInterval(() => keepDraft(form), 5000);
  drafts.set(form, draft);
}
function stopDraft(form) {
  const draft = drafts.get(form);
  if (draft) { clearInterval(draft.timer); drafts.delete(form); }
}
async function keepDraft(form, leaving) {
  const draft = drafts.get(form);
  if (!draft || !draft.changed) return;
  draft.changed = false;
  const data = new FormData(form);
  all("[type=file]", form).forEach((field) => data.delete(field.name));
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: data, keepalive: leaving });
    if (!answer.ok) throw 0;
    one("[data-draft-said]", form).textContent = (await answer.text());
  } catch { draft.changed = true; }
}
on("pagehide", () => drafts.forEach((_, form) => keepDraft(form, true)));

// the page of an act, shown in a dialog
let dialog, came;
function frame(title) {
  if (!dialog) {
    dialog = body.appendChild(made("dialog"));
    dialog.innerHTML = '<div class="dialog-head"><h2></h2><button class="btn--2"></button></div><div class="dialog-body"></div>';
    const close = one("button", dialog);
    close.textContent = words.close;
    close.onclick = () => dialog.close();
    dialog.onclose = () => {
      all("form", dialog).forEach((form) => { keepDraft(form); stopDraft(form); });
      one(".dialog-body", dialog).replaceChildren();
      if (came) came.focus();
    };
  }
  one("h2", dialog).textContent = title;
  dialog.ariaLabel = title;
  return one(".dialog-body", dialog);
}
function fill(html) {
  const read = new DOMParser().parseFromString(html, "text/html"), form = one("#act", read), title = one("h1", read);
  if (!form) return false;
  frame(title ? title.textContent : "").replaceChildren(document.adoptNode(form));
  if (!dialog.open) dialog.showModal();
  begin(dialog);
  (one("[autofocus]", form) || one("input:not([type=hidden]), select, textarea, button", form)).focus();
  return true;
}
async function openDialog(link) {
  came = link;
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (answer.ok && fill(await answer.text())) return;
  } catch {}
  location.assign(link.href);
}
async function sendInDialog(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: { "HX-Request": "true" } });
    const onward = answer.headers.get("HX-Redirect");
    if (onward) { location.assign(onward); return; }
    if (answer.status > 499) throw 0;
    if (fill(await answer.text())) return;
    form.submit();
  } catch {
    ready(form);
    if (form.dataset.draft) watchDraft(form);
    const said = one("[role=alert]", form);
    said.className = "note note--soon note--gap";
    said.textContent = words.unsent;
  }
}

on("click", (event) => {
  const at = event.target.closest("a, button");
  if (!at || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (at.matches("a[data-dialog]") && window.HTMLDialogElement) { event.preventDefault(); openDialog(at); }
  else if (at.matches("[data-cancel]") && at.closest("dialog")) { event.preventDefault(); dialog.close(); }
  else if (at.matches("[data-print]")) print();
  else if (at.matches("[data-show-keys]")) showKeys(at);
  else if (at.matches("[data-pick-all]")) pick(at.form, true);
});

// picked rows
function pick(form, yes) {
  all("[name=pick]", form).forEach((box) => { box.checked = yes; });
  count(form);
}
function count(form) {
  const said = one("[data-picked]", form);
  if (said) said.textContent = said.dataset.picked.replace("#", all("[name=pick]:checked", form).length);
}
on("change", (event) => { const form = event.target.closest("[data-picks]"); if (form) count(form); });
on("reset", (event) => setTimeout(() => pick(event.target, false)));

// a long list, narrowed by typing
on("input", (event) => {
  const by = event.target.dataset.narrows;
  if (!by) return;
  const sought = event.target.value.trim().toLowerCase();
  all(".choice", document.getElementById(by)).forEach((choice) => {
    choice.hidden = !choice.textContent.toLowerCase().includes(sought) && !one(":checked", choice);
  });
});

// keys; none is needed, and /me turns them off
let before = "", row = -1;
const rows = () => all("[data-row]").filter((line) => line.offsetParent);
function go(step) {
  const lines = rows();
  if (lines[row]) lines[row].classList.remove("here");
  row = Math.max(0, Math.min(lines.length - 1, row + step));
  if (!lines[row]) return;
  lines[row].classList.add("here");
  lines[row].scrollIntoView({ block: "nearest" });
  const link = one("a[href]:not(.due a)", lines[row]);
  if (link) link.focus();
}
const here = () => rows()[row];
const keys = {
  "/": () => one("#q"),
  j: () => go(1), k: () => go(-1),
  x: () => here() && one("[name=pick]", here()),
  a: () => (here() && one("a.btn", here())) || one("#can .btn, .duties .btn, form#act .acts button"),
  w: () => one(".due a", here()) || one("#why a"),
  "?": () => showKeys(document.activeElement),
};
on("keydown", (event) => {
  const at = event.target;
  const form = at.form || one("#act"), held = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && held && form) return event.preventDefault(), form.requestSubmit(one(".acts button", form));
  if (!("keys" in words) || held || event.altKey || event.isComposing) return;
  if (at.matches("input:not([type=checkbox]):not([type=radio]), select, textarea") || (dialog && dialog.open)) return;
  const chord = before ? before + " " + event.key : event.key;
  before = "";
  const named = all("[data-key]").find((link) => link.dataset.key === chord);
  const found = named || (keys[chord] && keys[chord]());
  if (found && found.nodeType) found.matches("input:not([type=checkbox])") ? found.focus() : found.click();
  if (found || keys[chord]) event.preventDefault();
  else if (all("[data-key]").some((link) => link.dataset.key.startsWith(chord + " "))) before = chord;
});
function showKeys(from) {
  came = from;
  const list = made("dl");
  const said = words.keysSaid.split("|").map((pair) => pair.split("="));
  all("[data-key]").forEach((link) => said.push([link.dataset.key, link.firstChild.textContent]));
  said.forEach(([key, what]) => {
    list.appendChild(made("dt")).appendChild(made("kbd")).textContent = key;
    list.appendChild(made("dd")).textContent = what;
  });
  frame(words.shortcuts).replaceChildren(list);
  dialog.showModal();
}

function begin(where) {
  all("[data-draft]", where).forEach(watchDraft);
  if (one("[data-was-sent]")) history.replaceState(null, "", location.href);
  all("[data-picks]", where).forEach((form) => { if (one(":checked", form)) count(form); });
}
begin(document);
})();
