// Keys in the queue, the reload of a page whose work goes on, and the link between a marked
// claim and what is known of it. Without this script every page still works.
(() => {
  "use strict";

  const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  const cards = [...document.querySelectorAll("[data-keys=cards] > li")];
  let at = -1;
  const select = (next) => {
    at = Math.max(0, Math.min(cards.length - 1, next));
    cards.forEach((card, index) => card.classList.toggle("nd-selected", index === at));
    cards[at].scrollIntoView({ block: "nearest" });
    cards[at].querySelector("a").focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (!cards.length || typing(event.target) || event.metaKey || event.ctrlKey || event.altKey) {
      return;
    }
    if (event.key === "j") select(at + 1);
    if (event.key === "k") select(at - 1);
  });

  const show = (id) => {
    document.querySelectorAll(".nd-selected").forEach((e) => e.classList.remove("nd-selected"));
    const about = document.getElementById(`about-${id}`);
    const marks = document.querySelectorAll(`[data-claim="${id}"]`);
    if (about) {
      about.classList.add("nd-selected");
      about.scrollIntoView({ block: "nearest" });
    }
    marks.forEach((mark) => mark.classList.add("nd-selected"));
  };
  document.querySelectorAll("[data-claim]").forEach((mark) => {
    mark.addEventListener("click", () => show(mark.dataset.claim));
  });
  const fromAddress = () => {
    const match = /^#claim-(\d+)$/.exec(window.location.hash);
    if (match) show(match[1]);
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();

  const working = document.querySelector("[data-refresh]");
  if (working) {
    window.setTimeout(() => window.location.reload(), Number(working.dataset.refresh) * 1000);
  }
})();
