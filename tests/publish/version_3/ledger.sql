-- A ledger of version 3, which had no marks and no words, as kpi wrote it at commit c31fe51d.
PRAGMA application_id = 1263552817;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE contents (
    edition TEXT NOT NULL,
    first_rating INTEGER NOT NULL,
    last_rating INTEGER NOT NULL,
    PRIMARY KEY (edition, first_rating)
) WITHOUT ROWID;
INSERT INTO "contents" VALUES('2024-07-e1',1,2);
INSERT INTO "contents" VALUES('2024-08-e1',1,1);
INSERT INTO "contents" VALUES('2024-08-e1',3,4);
INSERT INTO "contents" VALUES('2024-08-e2',1,1);
INSERT INTO "contents" VALUES('2024-08-e2',5,6);
CREATE TABLE editions (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    published_at TEXT NOT NULL,
    previous TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    versions TEXT NOT NULL,
    exit_code INTEGER NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO "editions" VALUES(1,'2024-07-e1','2024-09-02T06:01:00+01:00','','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','{"kpi_engine": "0.1.0"}',0,'0832dac4140e6fcb240d52b9349c0b9e9e750247380bacc4fc54b1eda66ab44b');
INSERT INTO "editions" VALUES(2,'2024-08-e1','2024-09-02T06:01:00+01:00','','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','{"kpi_engine": "0.1.0"}',0,'e9fc8ae220f519719082768b2011024012e0d2756c7e89d4ff441265ee43e920');
INSERT INTO "editions" VALUES(3,'2024-08-e2','2024-09-02T06:01:00+01:00','','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','{"kpi_engine": "0.1.0"}',0,'16508ac39b59fcdfe7c2543cd3aa3fbb3b3ff6820615a516ac1014da86c96bb8');
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    code TEXT NOT NULL, area TEXT NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL, value TEXT NOT NULL, numerator TEXT NOT NULL, denominator TEXT NOT NULL, target TEXT NOT NULL, floor_standard TEXT NOT NULL, rag TEXT NOT NULL, not_rated TEXT NOT NULL, direction_of_travel TEXT NOT NULL, no_direction TEXT NOT NULL, previous_period TEXT NOT NULL, previous_value TEXT NOT NULL, polarity TEXT NOT NULL, rule TEXT NOT NULL, definition_hash TEXT NOT NULL, override TEXT NOT NULL
);
INSERT INTO "ratings" VALUES(1,'2024-07-e1','SCS40','Kent','observation','2024-07','80.0','400','500','85.0','75.0','AMBER','','same','','2024-07','80.0','H','floor and target','d1','');
INSERT INTO "ratings" VALUES(2,'2024-07-e1','SCS40','Swale','observation','2024-07','2','400','500','85.0','75.0','GREEN','','same','','2024-07','80.0','H','floor and target','d1','');
INSERT INTO "ratings" VALUES(3,'2024-08-e1','SCS40','Kent','observation','2024-08','80.0','400','500','85.0','75.0','AMBER','','same','','2024-07','80.0','H','floor and target','d1','');
INSERT INTO "ratings" VALUES(4,'2024-08-e1','SCS40','Swale','observation','2024-08','3','400','500','85.0','75.0','GREEN','','same','','2024-07','80.0','H','floor and target','d1','AMBER: two posts filled (J. Smith, 2024-09-12)');
INSERT INTO "ratings" VALUES(5,'2024-08-e2','SCS40','Kent','observation','2024-08','79.0','400','500','85.0','75.0','AMBER','','same','','2024-07','80.0','H','floor and target','d1','');
INSERT INTO "ratings" VALUES(6,'2024-08-e2','SCS40','Swale','observation','2024-08','3','400','500','85.0','75.0','GREEN','','same','','2024-07','80.0','H','floor and target','d1','');
CREATE TABLE restatements (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    old_edition TEXT NOT NULL,
    old_rating INTEGER NOT NULL,
    new_rating INTEGER NOT NULL,
    cause TEXT NOT NULL
);
INSERT INTO "restatements" VALUES(1,'2024-08-e2','2024-08-e1',3,5,'restated data');
INSERT INTO "restatements" VALUES(2,'2024-08-e2','2024-08-e1',4,6,'override changed');
CREATE TABLE withdrawals (
    number INTEGER PRIMARY KEY,
    edition TEXT NOT NULL UNIQUE,
    withdrawn_at TEXT NOT NULL,
    withdrawn_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO "withdrawals" VALUES(1,'2024-08-e1','2024-09-13T09:00:00+01:00','A. Baker','wrong figures','4308749a8a47071b7ff6438c5b36cafbe4482ce52648192c6870c6e7e3aabc95');
CREATE INDEX ratings_by_key ON ratings (area, code, kind, period, id);
CREATE INDEX ratings_by_edition ON ratings (edition);
CREATE INDEX restatements_by_edition ON restatements (edition);
CREATE INDEX restatements_by_rating ON restatements (new_rating);
CREATE VIEW published AS
SELECT contents.edition AS shown_in, ratings.*
FROM contents JOIN ratings ON ratings.id BETWEEN contents.first_rating AND contents.last_rating;
CREATE VIEW restated AS
SELECT restatements.edition, restatements.old_edition, restatements.cause,
    new.code, new.area, new.kind, new.period,
    old.value AS old_value, new.value AS new_value, old.rag AS old_rag, new.rag AS new_rag
FROM restatements
JOIN ratings AS old ON old.id = restatements.old_rating
JOIN ratings AS new ON new.id = restatements.new_rating;
CREATE TRIGGER editions_never_updated BEFORE UPDATE ON editions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: editions may not be changed or removed'); END;
CREATE TRIGGER editions_never_deleted BEFORE DELETE ON editions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: editions may not be changed or removed'); END;
CREATE TRIGGER ratings_never_updated BEFORE UPDATE ON ratings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: ratings may not be changed or removed'); END;
CREATE TRIGGER ratings_never_deleted BEFORE DELETE ON ratings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: ratings may not be changed or removed'); END;
CREATE TRIGGER contents_never_updated BEFORE UPDATE ON contents BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: contents may not be changed or removed'); END;
CREATE TRIGGER contents_never_deleted BEFORE DELETE ON contents BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: contents may not be changed or removed'); END;
CREATE TRIGGER restatements_never_updated BEFORE UPDATE ON restatements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: restatements may not be changed or removed'); END;
CREATE TRIGGER restatements_never_deleted BEFORE DELETE ON restatements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: restatements may not be changed or removed'); END;
CREATE TRIGGER editions_only_appended BEFORE INSERT ON editions WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM editions) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: editions are numbered in order'); END;
CREATE TRIGGER ratings_only_appended BEFORE INSERT ON ratings WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM ratings) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: ratings are numbered in order'); END;
CREATE TRIGGER restatements_only_appended BEFORE INSERT ON restatements WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM restatements) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: restatements are numbered in order'); END;
CREATE TRIGGER contents_only_appended BEFORE INSERT ON contents WHEN EXISTS (SELECT 1 FROM contents WHERE edition = NEW.edition AND first_rating = NEW.first_rating) OR EXISTS (SELECT 1 FROM editions WHERE name = NEW.edition) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: contents of an edition are complete'); END;
CREATE TRIGGER editions_never_replaced BEFORE INSERT ON editions WHEN EXISTS (SELECT 1 FROM editions WHERE name = NEW.name) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an edition is published once'); END;
CREATE TRIGGER withdrawals_never_updated BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: withdrawals may not be changed or removed'); END;
CREATE TRIGGER withdrawals_never_deleted BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: withdrawals may not be changed or removed'); END;
CREATE TRIGGER withdrawals_only_appended BEFORE INSERT ON withdrawals WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM withdrawals) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: withdrawals are numbered in order'); END;
CREATE TRIGGER withdrawals_of_editions BEFORE INSERT ON withdrawals WHEN NOT EXISTS (SELECT 1 FROM editions WHERE name = NEW.edition) OR EXISTS (SELECT 1 FROM withdrawals WHERE edition = NEW.edition) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an edition is withdrawn once'); END;
COMMIT;
