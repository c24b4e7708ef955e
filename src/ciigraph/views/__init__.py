"""What people look at: networks as interactive pages and as pictures, charts.

* ``network_page.network_page(network, *, heading, subtitle="", max_nodes=2000, seed=1, address=None) -> str``:
  one HTML file that fetches nothing and runs on its own; ``address`` maps an entity's IRI to a link, for a server.
  ``network_page.content_security_policy(page) -> str`` is the policy that such a page needs (it also carries it).
* ``network_picture.network_svg(network, *, heading, subtitle="", max_nodes=2000, seed=1) -> str`` and
  ``pictures.png(svg, *, wide=3200) -> bytes``: for print.
* ``charts``: ``domains_chart(scores)``, ``layers_chart(scores)``, ``answers_chart(scores)``,
  ``distribution_chart(counts, answer=None)``, ``timeline_chart(network)`` make Altair charts;
  ``chart_svg(chart, *, title, description) -> str`` makes of one an ``<svg role="img">`` with title and description to
  stand in a page as it is.

``network`` is what ``inquiry.projection.projection`` returns, ``scores`` what ``inquiry.score.scores`` returns.
"""
