// What somebody types stays in this tab until the desk has it: a log-in in between, a lost
// connection or a closed page loses nothing. Without this script every form still works.
(() => {
  "use strict";

  const person = document.querySelector("meta[name=nd-person]")?.content ?? "";
  const store = window.sessionStorage;
  const SENT = "nd-sent";
  const FIELDS = "textarea, input:not([type=hidden]):not([type=file]), select";

  const keyOf = (form) => `nd-typed ${person} ${new URL(form.action).pathname}`;
  const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);

  if (document.querySelector("meta[name=nd-done]")) {
    store.removeItem(store.getItem(SENT) ?? "");
  }
  store.removeItem(SENT);

  for (const form of document.querySelectorAll("form[data-typed]")) {
    const key = keyOf(form);
    const typed = JSON.parse(store.getItem(key) ?? "{}");
    let back = false;
    for (const field of fieldsOf(form)) {
      if (typed[field.name] && typed[field.name] !== field.value) {
        field.value = typed[field.name];
        back = true;
      }
    }
    form.querySelector("[data-typed-back]").hidden = !back;
    if (back) form.closest("details")?.setAttribute("open", "");

    form.addEventListener("input", () => {
      const values = fieldsOf(form).map((field) => [field.name, field.value]);
      store.setItem(key, JSON.stringify(Object.fromEntries(values)));
    });
    form.addEventListener("submit", () => store.setItem(SENT, key));
  }
})();
