PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL, published TEXT, text TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "articles" VALUES('a.txt','订单','a.txt.txt','2024-05-01','开头。微软去年向輝達采购H100。');
INSERT INTO "articles" VALUES('b.txt','','b.txt.txt',NULL,'微软与英伟达竞争。它们都不大。');
INSERT INTO "articles" VALUES('c.txt','','c.txt.txt','2025-01-02','英伟达说，微软买了。');
CREATE TABLE entities (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "entities" VALUES('chip:h100','CHIP','H100','{}');
INSERT INTO "entities" VALUES('company:microsoft','COMPANY','微软','{}');
INSERT INTO "entities" VALUES('company:nvidia','COMPANY','輝達','{"country": "US"}');
CREATE TABLE failures (source TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL);
INSERT INTO "failures" VALUES('x.txt','line 3','x.txt:3: no JSON');
CREATE TABLE mentions (
    article TEXT NOT NULL REFERENCES articles, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    entity TEXT NOT NULL REFERENCES entities, made_by TEXT NOT NULL, PRIMARY KEY (article, start)) WITHOUT ROWID;
INSERT INTO "mentions" VALUES('a.txt',3,5,'company:microsoft','hand');
INSERT INTO "mentions" VALUES('a.txt',8,10,'company:nvidia','hand');
INSERT INTO "mentions" VALUES('a.txt',12,16,'chip:h100','hand');
INSERT INTO "mentions" VALUES('b.txt',0,2,'company:microsoft','hand');
INSERT INTO "mentions" VALUES('b.txt',3,6,'company:nvidia','hand');
INSERT INTO "mentions" VALUES('c.txt',0,3,'company:nvidia','hand');
INSERT INTO "mentions" VALUES('c.txt',5,7,'company:microsoft','hand');
CREATE TABLE names (
    folded TEXT NOT NULL, name TEXT NOT NULL, entity TEXT NOT NULL REFERENCES entities, mentions INTEGER NOT NULL,
    PRIMARY KEY (folded, entity, name)) WITHOUT ROWID;
INSERT INTO "names" VALUES('h100','H100','chip:h100',1);
INSERT INTO "names" VALUES('microsoft','Microsoft','company:microsoft',0);
INSERT INTO "names" VALUES('nvidia','NVIDIA','company:nvidia',0);
INSERT INTO "names" VALUES('微软','微软','company:microsoft',3);
INSERT INTO "names" VALUES('英伟达','英伟达','company:nvidia',2);
INSERT INTO "names" VALUES('辉达','輝達','company:nvidia',1);
INSERT INTO "names" VALUES('辉达','辉达','company:nvidia',0);
CREATE TABLE runs (
    settings TEXT NOT NULL, version TEXT NOT NULL, articles INTEGER NOT NULL, failures INTEGER NOT NULL);
INSERT INTO "runs" VALUES('{}','0',3,1);
CREATE TABLE statements (
    article TEXT NOT NULL REFERENCES articles, head TEXT NOT NULL REFERENCES entities, relation TEXT NOT NULL,
    tail TEXT NOT NULL REFERENCES entities, modality TEXT NOT NULL, sense TEXT NOT NULL,
    evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL, via_start INTEGER, via_end INTEGER, confidence REAL NOT NULL,
    attributes TEXT NOT NULL, made_by TEXT NOT NULL, PRIMARY KEY (article, head, relation, tail)) WITHOUT ROWID;
INSERT INTO "statements" VALUES('a.txt','company:microsoft','buys','chip:h100','planned','purchase',3,17,3,4,NULL,NULL,0.9,'[{"end": 7, "first": "2023-01-01", "kind": "date", "last": "2023-12-31", "start": 5, "text": "去年"}]','hand');
INSERT INTO "statements" VALUES('b.txt','company:microsoft','competes-with','company:nvidia','asserted','',0,15,0,1,NULL,NULL,0.5,'[]','hand');
CREATE INDEX names_by_entity ON names (entity);
CREATE INDEX mentions_by_entity ON mentions (entity);
CREATE INDEX statements_by_head ON statements (head);
CREATE INDEX statements_by_tail ON statements (tail);
COMMIT;
