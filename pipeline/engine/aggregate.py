"""What a corpus says as a whole, in SQL: statements, edges and entities from extractions, on a cluster.

Everything here is a sum, a least or a greatest, so that no machine ever holds more than a part of it, and the result
depends neither on how the rows are spread nor on which of them are done twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import MODALITIES
from pipeline.schema import Schema
from pipeline.store.knowing import entry_of
from pipeline.store.merging import Said, resolve

if TYPE_CHECKING:
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame, SparkSession

_RECORD = (
    "title string, published string, source string, text string,"
    " mentions array<struct<text string, type string, entity string>>,"
    " relations array<struct<head string, relation string, tail string, modality string, sense string,"
    " confidence double, evidence struct<start int, `end` int>, made_by string>>,"
    " merges array<struct<alias string, entity string>>"
)
#: What is needed of each extraction, read once.
_SAID = """
SELECT id AS article, content, said.title, said.source, said.published, said.mentions, said.merges,
    transform(said.relations, s -> named_struct(
        'head', s.head, 'relation', s.relation, 'tail', s.tail, 'modality', s.modality, 'sense', s.sense,
        'confidence', s.confidence, 'made_by', s.made_by, 'start', s.evidence.start, 'end', s.evidence.`end`,
        'evidence', substring(said.text, s.evidence.start + 1, s.evidence.`end` - s.evidence.start))) AS relations
FROM (SELECT id, content, from_json(record, :record) AS said FROM extracted WHERE record IS NOT NULL)
"""
#: One row for each written form of an entity in an article.
_MENTIONED = """
SELECT article, content, published, m.entity AS read_as, coalesce(r.entity, m.entity) AS entity, m.type, m.text AS form,
    count(*) AS mentions
FROM (SELECT article, content, published, explode(mentions) AS m FROM said)
LEFT JOIN renamed r ON r.alias = m.entity
GROUP BY ALL
"""
#: One row for each statement; the ends of a symmetric relation are in order. ``rank`` is 1 for the firmest modality.
_STATED = """
SELECT
    if(array_contains(:symmetric, relation), least(one, other), one) AS head, relation,
    if(array_contains(:symmetric, relation), greatest(one, other), other) AS tail,
    modality, int(array_position(:modalities, modality)) AS rank, sense, confidence,
    article, content, title, source, published, evidence, evidence_start, evidence_end, made_by, read_head, read_tail
FROM (
    SELECT coalesce(h.entity, s.head) AS one, coalesce(t.entity, s.tail) AS other, s.relation, s.modality, s.sense,
        s.confidence, article, content, title, source, published, s.evidence, s.start AS evidence_start,
        s.`end` AS evidence_end, s.made_by, s.head AS read_head, s.tail AS read_tail
    FROM (SELECT article, content, title, source, published, explode(relations) AS s FROM said)
    LEFT JOIN renamed h ON h.alias = s.head
    LEFT JOIN renamed t ON t.alias = s.tail)
WHERE one <> other
"""
#: ``sources`` are articles that differ in their text. ``confidence`` is the probability that at least one of them, on
#: the side of the best statement, is read rightly (noisy-or); a sum of decimals, which has no order.
_EDGES = """
WITH speaking AS (
    SELECT head, relation, tail, content, min(rank) AS rank, count(*) AS statements,
        count(DISTINCT article) AS articles, min(published) AS first, max(published) AS last,
        max(if(rank < :denied, confidence, NULL)) AS said, max(if(rank = :denied, confidence, NULL)) AS unsaid
    FROM statements GROUP BY head, relation, tail, content)
SELECT head, relation, tail, element_at(:modalities, min(rank)) AS modality, sum(statements) AS statements,
    sum(articles) AS articles, count(*) AS sources, min(first) AS first, max(last) AS last,
    round(1 - exp(double(if(min(rank) = :denied,
        sum(CAST(ln(1 - if(unsaid > 0.999999, 0.999999, unsaid)) AS decimal(20, 12))),
        sum(CAST(ln(1 - if(said > 0.999999, 0.999999, said)) AS decimal(20, 12)))))), 4) AS confidence
FROM speaking GROUP BY head, relation, tail
"""
#: The ``evidence`` best statements of each edge: the firmest, surest, earliest.
_SAMPLE = """
SELECT * FROM (
    SELECT *, row_number() OVER (
        PARTITION BY head, relation, tail
        ORDER BY rank, confidence DESC, published NULLS LAST, article, read_head, read_tail) AS place
    FROM statements)
WHERE place <= :evidence
"""
#: The name of an entity that the lexicon does not know is its most frequent form, of these the longest.
_ENTITIES = """
WITH forms AS (
    SELECT entity, form, sum(mentions) AS times FROM mentioned GROUP BY entity, form),
names AS (
    SELECT entity, form FROM (
        SELECT *, row_number() OVER (PARTITION BY entity ORDER BY times DESC, length(form) DESC, form) AS place
        FROM forms)
    WHERE place = 1),
present AS (
    SELECT entity, min(type) AS type, sum(mentions) AS mentions, count(DISTINCT article) AS articles,
        count(DISTINCT content) AS sources, min(published) AS first, max(published) AS last
    FROM mentioned GROUP BY entity)
SELECT p.entity AS id, p.type, coalesce(k.name, n.form) AS name, mentions, articles, sources, first, last
FROM present p JOIN names n USING (entity) LEFT JOIN known k ON k.id = p.entity
"""
#: What goes on to the store: of each article the statements of edges with enough sources, with their ends as read.
_CHOSEN = """
SELECT s.article AS id, sort_array(collect_set(struct(
    s.read_head, s.relation, s.read_tail, if(s.turned, s.tail, s.head) AS head, if(s.turned, s.head, s.tail) AS tail)))
    AS kept
FROM (
    SELECT *, coalesce(r.entity, read_head) <> head AS turned
    FROM sample LEFT JOIN renamed r ON r.alias = read_head) s
LEFT SEMI JOIN (SELECT head, relation, tail FROM edges WHERE sources >= :support) e
    ON e.head = s.head AND e.relation = s.relation AND e.tail = s.tail
GROUP BY s.article
"""


class Aggregate:
    """What the extractions in a table (EXTRACTED, each article once) say together; merges that hold are followed.

    ``storage`` is where they are kept between the questions.
    """

    def __init__(
        self, spark: SparkSession, extracted: DataFrame, schema: Schema, lexicon: Lexicon, storage: StorageLevel
    ) -> None:
        self._spark, self._lexicon = spark, lexicon
        symmetric = [name for name, kind in schema.relations.items() if kind.symmetric]
        self._words: dict[str, Any] = {
            "symmetric": symmetric or [""],
            "modalities": list(MODALITIES),
            "denied": len(MODALITIES),
        }
        extracted.createOrReplaceTempView("extracted")
        self._said = self._query(_SAID, record=_RECORD).persist(storage)
        self._said.createOrReplaceTempView("said")
        self._rename({})
        self._view("mentioned", _MENTIONED)
        self._rename(self._merges())
        for name, query in (("mentioned", _MENTIONED), ("statements", _STATED), ("edges", _EDGES)):
            self._view(name, query)

    def edges(self) -> DataFrame:
        """Return a row for each (head, relation, tail)."""
        return self._spark.table("edges").drop("rank")

    def entities(self) -> DataFrame:
        """Return a row for each entity; a known one has its name in the lexicon."""
        names = [(entry.id, entry.name) for _, entry in sorted(self._lexicon.entries.items())]
        self._spark.createDataFrame(names or [("", "")], "id string, name string").createOrReplaceTempView("known")
        return self._query(_ENTITIES)

    def sample(self, evidence: int | None) -> DataFrame:
        """Return the best statements, at most ``evidence`` of an edge; the same ones whoever asks."""
        return (
            self._query(_SAMPLE, evidence=evidence) if evidence else self._query("SELECT *, 0 AS place FROM statements")
        )

    def chosen(self, sample: DataFrame, edges: DataFrame, support: int) -> DataFrame:
        """Return (id of an article, its statements in ``sample`` on edges with ``support`` sources)."""
        sample.createOrReplaceTempView("sample")
        edges.createOrReplaceTempView("edges")
        return self._query(_CHOSEN, support=support)

    def close(self) -> None:
        """Let go of what was stored."""
        self._said.unpersist()

    def _query(self, query: str, **words: Any) -> DataFrame:
        used = {name: word for name, word in (self._words | words).items() if f":{name}" in query}
        return self._spark.sql(query, args=used)

    def _view(self, name: str, query: str) -> None:
        self._query(query).createOrReplaceTempView(name)

    def _rename(self, target: Mapping[str, str]) -> None:
        rows = sorted(target.items()) or [("", "")]
        self._spark.createDataFrame(rows, "alias string, entity string").hint("broadcast").createOrReplaceTempView(
            "renamed"
        )

    def _merges(self) -> dict[str, str]:
        """Return where each alias goes, by the merges that articles propose: as a store decides it."""
        proposed = {
            (row.alias, row.entity): row.articles
            for row in self._query(
                "SELECT m.alias, m.entity, count(*) AS articles FROM (SELECT explode(merges) AS m FROM said)"
                " GROUP BY m.alias, m.entity"
            ).toLocalIterator()
        }
        if not proposed:
            return {}
        ends = [(one,) for one in sorted({end for pair in proposed for end in pair})]
        self._spark.createDataFrame(ends, "read_as string").createOrReplaceTempView("ends")
        types: dict[str, str] = {}
        forms: dict[str, list[str]] = {}
        for row in self._query(
            "SELECT read_as, min(type) AS type, form FROM mentioned JOIN ends USING (read_as) GROUP BY read_as, form"
            " ORDER BY read_as, sum(mentions) DESC, length(form) DESC, form"
        ).toLocalIterator():
            types.setdefault(row.read_as, row.type)
            forms.setdefault(row.read_as, []).append(row.form)

        def known(ident: str) -> bool:
            return entry_of(self._lexicon, ident, types[ident], forms[ident]) is not None

        return resolve(Said(proposed), types, known).target
