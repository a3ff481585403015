-- A ledger of version 1, which had no overrides, as kpi wrote it at commit de7b61d; the editions are beside it.
PRAGMA application_id = 1263552817;
PRAGMA user_version = 1;
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
INSERT INTO "contents" VALUES('2024-08-e2',3,5);
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
INSERT INTO "editions" VALUES(1,'2024-07-e1','2024-09-02T06:01:00+01:00','','0ec7061d211f00fba9ac2750f408a8c856ccb717b7d7ccae4ccf2aa545d185f3','a36a3b49d0e0c9fae39709a989db79da708de2ee6702b7bea954b87967acb3a1','{"kpi_engine": "0.1.0"}',0,'18f7798c8de9596680dd93ee3eb8f0fc362db058b899e06cfa980ec8b167d6ef');
INSERT INTO "editions" VALUES(2,'2024-08-e1','2024-09-02T06:01:00+01:00','2024-07-e1','6678729ad63589ef589745316a1f45566acb90e1dca25f236dd3e086bcc541f9','6b310f8fabc3075e1b0fb624c82c7f1b5bb15360075c49827a1262b8892b95e3','{"kpi_engine": "0.1.0"}',0,'4d75d29a6d1c76acb1e4a090153e57ba5afc1fc3d01f2febba2c129bf62a7012');
INSERT INTO "editions" VALUES(3,'2024-08-e2','2024-09-02T06:01:00+01:00','2024-08-e1','68f3f6f8dca182a4d9590dc255d30ff669fff895ac9c804cbd17f7203566cec7','7574fba9c6d8b253ae89198ef10b989a407be033afb8171c8d07003b93eb3175','{"kpi_engine": "0.1.0"}',0,'8280c432a2ff5d1a8f0f10a8b84869851cdafd17456e229c963c61a244c57446');
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    code TEXT NOT NULL, area TEXT NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL, value TEXT NOT NULL, numerator TEXT NOT NULL, denominator TEXT NOT NULL, target TEXT NOT NULL, floor_standard TEXT NOT NULL, rag TEXT NOT NULL, not_rated TEXT NOT NULL, direction_of_travel TEXT NOT NULL, no_direction TEXT NOT NULL, previous_period TEXT NOT NULL, previous_value TEXT NOT NULL, polarity TEXT NOT NULL, rule TEXT NOT NULL, definition_hash TEXT NOT NULL
);
INSERT INTO "ratings" VALUES(1,'2024-07-e1','SCS40','Kent','observation','2024-07','80.0','400','500','85.0','75.0','AMBER','','','no previous value','','','H','floor and target','d1');
INSERT INTO "ratings" VALUES(2,'2024-07-e1','SCS40','Swale','observation','2024-07','“n/a”, £é','400','500','85.0','75.0','AMBER','','same','','2024-07','80.0','H','floor and target','d1');
INSERT INTO "ratings" VALUES(3,'2024-08-e1','SCS40','Kent','observation','2024-08','80.0','400','500','85.0','75.0','AMBER','','same','','2024-07','80.0','H','floor and target','d1');
INSERT INTO "ratings" VALUES(4,'2024-08-e1','SCS40','Swale','observation','2024-08','66.7','2','3','85.0','75.0','RED','','same','','2024-07','80.0','H','floor and target','d1');
INSERT INTO "ratings" VALUES(5,'2024-08-e2','SCS40','Kent','observation','2024-07','79.0','395','500','85.0','75.0','AMBER','','','no previous value','','','H','floor and target','d1');
CREATE TABLE restatements (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    old_edition TEXT NOT NULL,
    old_rating INTEGER NOT NULL,
    new_rating INTEGER NOT NULL,
    cause TEXT NOT NULL
);
INSERT INTO "restatements" VALUES(1,'2024-08-e2','2024-07-e1',1,5,'restated data');
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
COMMIT;
