// The supply chain by keys: every step is a link that works without this, too.
(() => {
  const one = (what, inside = document) => inside.querySelector(what);
  const all = (what, inside = document) => [...inside.querySelectorAll(what)];
  const named = (id) => document.getElementById(id);
  let current; // the id of the mark that the Tab key comes to
  let asked = 0;

  // Along the money: to whom the widest line leads, or from whom it comes.
  const along = (mark, to) => {
    const lines = all(to ? `[data-l^="${mark.id} "]` : `[data-l$=" ${mark.id}"]`);
    const width = (line) => line.getAttribute("stroke-width");
    lines.sort((a, b) => width(b) - width(a));
    return lines.map((line) => named(line.dataset.l.split(" ")[to])).find((end) => end?.href);
  };
  const tier = (mark) => all("a", mark.parentNode);
  const beside = (mark, step) => tier(mark)[tier(mark).indexOf(mark) + step];
  const keys = {
    ArrowDown: (mark) => beside(mark, 1),
    ArrowUp: (mark) => beside(mark, -1),
    ArrowRight: (mark) => along(mark, 1),
    ArrowLeft: (mark) => along(mark, 0),
    Home: (mark) => tier(mark)[0],
    End: (mark) => tier(mark).at(-1),
  };

  // Of all marks one is a stop of the Tab key; arrows go on from there.
  const dress = () => {
    all("a.m").forEach((mark) => { mark.tabIndex = -1; });
    (one("a.m#" + current) ?? one("a.m") ?? {}).tabIndex = 0;
  };

  // The same page from the server, put in the place of what is shown.
  const go = async (href, ids, push = true) => {
    const turn = ++asked;
    const { scrollLeft: left, scrollTop: top } = one(".chain-picture") ?? {};
    const reply = await fetch(href, { headers: { Accept: "text/html" } }).catch(() => null);
    const page = new DOMParser().parseFromString((await reply?.text().catch(() => "")) ?? "", "text/html");
    if (turn !== asked) return;
    const speaker = one("#chain-told");
    if (!one("#chain-told", page)) return location.assign(href);
    // All of it, since clocks and menu say of when the page is; but what speaks stays.
    document.body.replaceChildren(...page.body.childNodes);
    one("#chain-told").replaceWith(speaker);
    document.title = page.title;
    if (push) history.pushState(null, "", href);
    dress();
    one(".chain-picture")?.scrollTo({ left, top, behavior: "instant" });
    const at = [...ids, current].map(named).find(Boolean) ?? one("#chain a");
    (at.matches("g") ? one("a", at) : at).focus();
    speaker.textContent = one("#chain-said").innerText;
  };
  const send = (form, id) => {
    const said = [...new FormData(form)].filter(([, value]) => value);
    go(`?${new URLSearchParams(said)}`, [id]);
  };

  addEventListener("focusin", ({ target }) => {
    if (!target.matches("a.m")) return;
    current = target.id;
    dress();
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const mark = event.target.closest("a.m");
    if (mark && keys[event.key]) {
      keys[event.key](mark)?.focus();
      event.preventDefault();
    }
    if (event.key === "Escape" && event.target.closest("#chain")) one("#chain-clear")?.click();
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("#chain a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(link.getAttribute("href"), location);
    if (to.pathname !== location.pathname || to.search === location.search) return;
    event.preventDefault();
    go(to.href, [link.id, to.hash.slice(1)]);
  });
  addEventListener("submit", (event) => {
    if (!event.target.closest("#chain")) return;
    event.preventDefault();
    send(event.target, event.submitter?.id);
  });
  addEventListener("input", ({ target: range }) => {
    if (range.id !== "chain-range") return;
    one("#chain-day").value = range.ariaValueText = range.dataset.days.split(" ")[range.value];
  });
  addEventListener("change", ({ target: range }) => {
    if (range.id === "chain-range") send(range.form, range.id);
  });
  addEventListener("popstate", () => go(location.href, [], false));

  document.documentElement.classList.add("scripted");
  dress();
  // It opens where its first mark is in view, or the first that is touched.
  const first = !location.hash && one("a.m:not(.plain) rect")?.y.baseVal.value;
  const box = one(".chain-picture");
  if (first > box?.clientHeight - 80) box.scrollTop = first - 90;
})();
