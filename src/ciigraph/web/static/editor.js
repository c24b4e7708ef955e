// The query editor, without anything from elsewhere: prefixes and completions come from this server.
"use strict";
addEventListener("DOMContentLoaded", async () => {
  const place = document.getElementById("yasgui");
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const prefixes = await (await fetch(place.dataset.prefixes)).json();
  const own = new URLSearchParams(location.search);

  Yasgui.Yasqe.defaults.prefixCcApi = place.dataset.prefixes;
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes", "variables"];
  Yasgui.Yasqe.defaults.addPrefixesOnAutocomplete ??= true;
  Yasgui.Yasr.defaults.prefixes = prefixes;
  Yasgui.Yasr.defaults.errorRenderers = [async (error) => {
    // the browser's words for a broken transfer; any other text is the server's, which says what is wrong
    if (!/^(failed to fetch|network ?error|load failed|error in (input|body) stream)/i.test(error.text ?? "")) return undefined;
    const told = document.createElement("p");
    told.textContent = place.dataset.broken;
    return told;
  }, ...(Yasgui.Yasr.defaults.errorRenderers ?? [])];
  const gui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    persistenceId: () => "ciigraph-" + location.host,
    yasqe: { createShareableLink: undefined },
    yasr: { prefixes },
  });

  async function show(name) {
    const query = await (await fetch("/api/queries/" + name)).json();
    const known = Object.values(gui._tabs).find((tab) => tab.name() === query.title);
    if (known) { gui.selectTabId(known.getId()); known.setQuery(query.text); return; }
    gui.addTab(true, { ...Yasgui.Tab.getDefaults(), name: query.title, requestConfig: { ...gui.config.requestConfig } });
    gui.getTab().setQuery(query.text);
  }
  for (const link of document.querySelectorAll("[data-query]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); show(link.dataset.query); });
  }
  if (own.get("saved")) await show(own.get("saved"));
  else if (own.get("query")) gui.getTab().setQuery(own.get("query"));
  document.documentElement.dataset.ready = "yes";
});
