/* Keeps the block which the reader has reached, and says so; opens the lesson there next time. */

const PAUSE = 1500;

export default function readingPlace(article) {
  const blocks = [...article.querySelectorAll("[data-block]")];
  const state = document.getElementById("place-state");
  const kept = article.dataset.block;
  let place = kept;
  let timer = 0;

  const first = blocks[0]?.id;
  if (kept && kept !== first && !location.hash) {
    document.getElementById(kept)?.scrollIntoView({ block: "start" });
  }

  function reached() {
    const line = window.innerHeight / 3;
    const above = blocks.filter((block) => block.getBoundingClientRect().top <= line);
    return (above.at(-1) ?? blocks[0])?.id;
  }

  async function keep() {
    const now = reached();
    if (!now || now === place) return;
    const body = new FormData();
    body.set("csrf_token", article.dataset.token);
    body.set("block", now);
    try {
      const answer = await fetch(article.dataset.address, {
        method: "POST", body, headers: { Accept: "application/json" }, keepalive: true,
      });
      if (!answer.ok) return;
      place = now;
      state.textContent = (await answer.json()).saved;
      state.dataset.state = "saved";
    } catch {
      /* Without a connection the place is kept at the next stop; nothing else depends on it. */
    }
  }

  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }, { passive: true });
  addEventListener("pagehide", keep);
}
