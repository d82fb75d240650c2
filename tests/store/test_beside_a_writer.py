"""Readers keep answering, and rightly, while another process writes the same store."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from by_hand import SCHEMA, article, stored

from pipeline.lookup import card, full_text, search
from pipeline.store import Store

#: Puts three articles anew, each time with one more purchase in them, and finishes; ends when killed or after all.
WRITER = """
    import sys
    from pathlib import Path
    from by_hand import RUN, States, article
    from pipeline.knowledge.lexicon import Lexicon
    from pipeline.store import StoreWriter

    with StoreWriter(Path(sys.argv[1]), Lexicon()) as writer:
        for round in range(1, 60):
            for ident in "abc":
                text = "".join(f"[微软|company:microsoft]采购[H{n}|chip:h{n}]。" for n in range(round))
                said = [States("company:microsoft", "buys", f"chip:h{n}") for n in range(round)]
                writer.put(article(text, *said, ident=ident))
            writer.finish(RUN)
            print(round, flush=True)
"""


@pytest.mark.slow
def test_every_answer_belongs_to_one_finished_run(tmp_path: Path) -> None:
    """In each answer, mentions, articles, neighbours and totals are those of one run; later answers are no older."""
    path = stored(tmp_path, [article("[微软|company:microsoft]采购[H0|chip:h0]。", ident=i) for i in "abc"])
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(path)]
    seen = [1]
    with (
        subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True) as writer,
        Store(path) as store,
    ):
        while writer.poll() is None:
            shown = card(store, "company:microsoft", SCHEMA, limit=100)
            rounds, left = divmod(shown.mentions, 3)
            assert (left, shown.articles) == (0, 3)
            bought = shown.relations.get("buys", ())
            assert shown.totals.get("buys", 0) == len(bought)
            assert len(bought) in {rounds, 0 if rounds == 1 else rounds}
            assert {one.articles for one in bought} <= {3}
            assert rounds >= seen[-1]
            seen.append(rounds)
            with store.moment():
                chips = {hit.id for hit in search(store, "h", limit=100)}
                assert len(chips) == store.mention_counts("company:microsoft")[0] / 3
                assert len(full_text(store, "采购", limit=300)) == store.mention_counts("company:microsoft")[0]
    assert writer.returncode == 0
    assert len(set(seen)) > 3
    with Store(path) as store:
        assert store.mention_counts("company:microsoft") == (59 * 3, 3)
