"""The pages: what people open in a browser.

They are made on the server from templates, and work without JavaScript. How one is
added, in a module of its own here:

    pages = Pages()

    @pages.page("/supply-chain", right="get_supply_chain_graph", menu="Supply chain")
    async def get_supply_chain_page(call: Call) -> Response:
        return await call.elsewhere(lambda: _shown(call))

    def _shown(call: Call) -> Response:
        query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON, "lens"}))
        clocks = PageClocks.of(call.service, query.single)
        with opened(call, clocks.read) as view:
            found = concentration(view, Which(), 10)
            return show(call, view, clocks, "supply-chain.html", found=found)

and its routes go into `PAGES` of `menu.py`, which has the order of the menu.

* `right` is the operation of the API that shows the same: its roles may see the page,
  `opened` cuts the view down to what they may read, the menu leaves out the rest.
* `show` makes the response: escaped, with a strict Content-Security-Policy, `no-store`
  and Register-Position. Refusals are raised, as in the API; they become pages.
* Templates extend `layout.html` (blocks `title`, `before`, `content`, `scripts`) and
  use the components of govuk_frontend_jinja. `href("/page", name=value)` is the
  address of another page under the same clocks, `data("/v1/risks.csv")` that of a list
  as data; filters are `day`, `moment`, `money`, `pounds`, `said`, `plain`; `frame` says
  who looks. No `style` attributes, no inline script without `nonce="{{ nonce }}"`;
  scripts lie in `static/` and are named by `asset("name.js")`.
* Words are those of the people who read (a place in the chain, to look at, record no.);
  `tests/api/pages` holds the others off, and looks at every page in a browser.
"""
