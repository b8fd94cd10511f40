// The supply chain with keys: every step is a link that works without this, too.
(() => {
  const one = (what, inside = document) => inside.querySelector(what);
  const all = (what, inside = document) => [...inside.querySelectorAll(what)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const marks = () => all(".picture a.m");
  const width = (line) => Number(line.getAttribute("stroke-width"));
  let current = null;

  const stand = (mark, { focus = true } = {}) => {
    if (!mark) return;
    marks().forEach((each) => each.setAttribute("tabindex", each === mark ? 0 : -1));
    current = mark.id;
    if (!focus) return;
    mark.focus({ preventScroll: true });
    const behavior = calm.matches ? "auto" : "smooth";
    mark.scrollIntoView({ block: "nearest", inline: "nearest", behavior });
  };

  // Along the money: to whom the widest line leads, or from whom it comes.
  const along = (mark, from, to) => {
    const lines = all(".lines path").filter((line) => line.dataset.l.split(" ")[from] === mark.id);
    lines.sort((a, b) => width(b) - width(a));
    return lines.map((line) => document.getElementById(line.dataset.l.split(" ")[to])).find((each) => each && each.matches("a"));
  };

  const beside = (mark, step) => {
    const tier = all("a.m", mark.parentNode);
    return tier[tier.indexOf(mark) + step];
  };

  const keys = {
    ArrowDown: (mark) => stand(beside(mark, 1)),
    ArrowUp: (mark) => stand(beside(mark, -1)),
    ArrowRight: (mark) => stand(along(mark, 0, 1)),
    ArrowLeft: (mark) => stand(along(mark, 1, 0)),
    Home: (mark) => stand(all("a.m", mark.parentNode)[0]),
    End: (mark) => stand(all("a.m", mark.parentNode).pop()),
    " ": (mark) => go(mark.getAttribute("href"), mark.id),
  };

  // The same page from the server, put in the place of what is shown.
  let asked = 0;
  const go = async (href, focus, { push = true } = {}) => {
    const turn = ++asked;
    const box = one(".chain-picture");
    const at = box && [box.scrollLeft, box.scrollTop];
    const active = document.activeElement && document.activeElement.id;
    try {
      const reply = await fetch(href, { headers: { Accept: "text/html" } });
      if (!reply.ok) throw new Error(reply.status);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (turn !== asked) return;
      // All of it, since clocks and menu say of when the page is; but what speaks stays.
      const speaker = one("#chain-told");
      document.body.replaceChildren(...document.adoptNode(page.body).childNodes);
      one("#chain-told").replaceWith(speaker);
      document.title = page.title;
    } catch {
      location.assign(href);
      return;
    }
    if (push) history.pushState(null, "", href);
    dress();
    if (at && one(".chain-picture")) one(".chain-picture").scrollTo(...at);
    const mark = document.getElementById(focus);
    if (mark && mark.matches(".picture a")) stand(mark);
    else (document.getElementById(focus || active) || one("#chain a"))?.focus();
    one("#chain-told").textContent = one("#chain-said").innerText;
  };

  const slider = (form) => {
    const { first, today } = form.dataset;
    const month = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
    const last = month(today) - month(first);
    if (last < 2) return;
    const box = one("#chain-day", form);
    const range = Object.assign(document.createElement("input"), { type: "range", id: "chain-range", min: 0, max: last, value: Math.max(month(box.value) - month(first), 0) });
    range.setAttribute("aria-label", "Month shown");
    const day = () => {
      const at = month(first) + Number(range.value);
      const text = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-28`;
      return text > today ? today : text < first ? first : text;
    };
    const say = () => { box.value = day(); range.setAttribute("aria-valuetext", box.value); };
    range.addEventListener("input", say);
    range.addEventListener("change", () => { say(); send(form, "chain-range"); });
    range.setAttribute("aria-valuetext", box.value);
    form.insertBefore(range, one("div", form));
  };

  const send = (form, focus) => {
    const asks = new URLSearchParams([...new FormData(form)].filter(([, said]) => said));
    go(`${form.getAttribute("action")}?${asks}`, focus);
  };

  const dress = () => {
    const every = marks();
    stand(every.find((each) => each.id === current) || every[0], { focus: false });
    const hint = one("#chain-keys");
    if (hint) hint.hidden = !every.length;
    const form = one("#chain-when");
    if (form) slider(form);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const mark = event.target.closest?.(".picture a.m");
    if (mark && keys[event.key]) { keys[event.key](mark); event.preventDefault(); }
    const clear = one("#chain-clear");
    if (event.key === "Escape" && clear && event.target.closest?.("#chain")) go(clear.href, current);
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.(".picture a.m");
    if (mark) stand(mark, { focus: false });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#chain a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = link.getAttribute("href");
    const address = new URL(href, location.href);
    if (href.startsWith("#") || address.pathname !== location.pathname) return;
    event.preventDefault();
    go(href, link.id || address.hash.slice(1));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#chain")) return;
    event.preventDefault();
    send(event.target, event.submitter && event.submitter.id);
  });
  addEventListener("popstate", () => go(location.href, current, { push: false }));
  dress();
})();
