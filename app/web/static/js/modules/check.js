/* Shows the explanation of a knowledge check in place, without loading the whole page again. */

import activate from "../activate.js";

export default function check(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form, event.submitter)).toString();
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const block = form.closest("[data-block]");
      const fresh = page.getElementById(block.id)?.querySelector("form");
      if (!answer.ok || !fresh) throw new Error("no explanation");
      form.replaceWith(fresh);
      check(fresh);
      activate(fresh);
      const explanation = fresh.querySelector(".explanation");
      explanation?.setAttribute("tabindex", "-1");
      explanation?.focus();
    } catch {
      form.submit();
    }
  });
}
