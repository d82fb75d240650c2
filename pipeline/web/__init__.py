"""The lookup page and its JSON routes: routes, templates and static files; the questions are those of pipeline.lookup.

Needs the extra `web`; :func:`pipeline.web.app.make_app` is the way in.
"""
