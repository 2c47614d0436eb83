// Works out the number that is asked for before a report is taken in, so that nobody with a script has to wait.
"use strict";

(async () => {
  const form = document.querySelector("form[data-work]");
  if (!form) return;
  const send = document.getElementById("send");
  form.addEventListener("submit", () => setTimeout(() => { send.disabled = true; }));
  addEventListener("pageshow", () => { send.disabled = false; });
  if (!window.crypto || !crypto.subtle) return;
  const challenge = form.dataset.work;
  const asked = Number(challenge.split(".")[2]);
  const text = new TextEncoder();
  for (let n = 0; ; n += 1) {
    const line = `${challenge}.${n}`;
    const digest = await crypto.subtle.digest("SHA-256", text.encode(line));
    if (Math.clz32(new DataView(digest).getUint32(0)) >= asked) {
      form.elements.answer.value = line;
      return;
    }
  }
})();
