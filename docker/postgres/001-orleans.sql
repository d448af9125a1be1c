-- What the ADO.NET providers of Orleans 10.4 for clustering and grain storage ask of a database (PostgreSQL 15 or later).
--
-- The providers carry no SQL of their own: they read the texts of their statements from OrleansQuery, bind parameters by
-- name and read columns by name. Keys, parameter names and column names are their contract; the rest is ours. Every
-- statement runs alone, in its own transaction, at READ COMMITTED.
--
-- Idempotent: running it again changes nothing but the texts of the statements.

-- What has been applied to this database; every script ends by noting itself.
CREATE TABLE IF NOT EXISTS rag_schema (
    version integer PRIMARY KEY,
    name text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now());

CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey text COLLATE "C" PRIMARY KEY,
    QueryText text NOT NULL);

-- Clustering ----------------------------------------------------------------------------------------------------------
-- One row a cluster with the version of its membership, which every change of a member raises: whoever changes a member
-- must have seen the latest version. Every change locks the version first and members after it, so two never deadlock.

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
    DeploymentId text COLLATE "C" PRIMARY KEY,
    Timestamp timestamptz NOT NULL DEFAULT now(),
    Version integer NOT NULL DEFAULT 0);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
    DeploymentId text COLLATE "C" NOT NULL REFERENCES OrleansMembershipVersionTable ON DELETE CASCADE,
    Address text COLLATE "C" NOT NULL,
    Port integer NOT NULL,
    Generation integer NOT NULL,
    SiloName text NOT NULL,
    HostName text NOT NULL,
    Status integer NOT NULL,
    ProxyPort integer,
    SuspectTimes text,
    StartTime timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation))
    WITH (fillfactor = 50); -- A silo writes its row every few seconds: room for the new one beside the old.

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $query$
    WITH made AS (
        INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId)
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM made
$query$),
('InsertMembershipKey', $query$
    WITH raised AS (
        UPDATE OrleansMembershipVersionTable AS v SET Version = v.Version + 1, Timestamp = now()
        WHERE v.DeploymentId = @DeploymentId AND v.Version = @Version AND NOT EXISTS (
            SELECT FROM OrleansMembershipTable AS m
            WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address AND m.Port = @Port
                AND m.Generation = @Generation)
        RETURNING v.DeploymentId),
    joined AS (
        INSERT INTO OrleansMembershipTable (
            DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        SELECT
            DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
            @IAmAliveTime
        FROM raised RETURNING 1)
    SELECT count(*) > 0 FROM joined
$query$),
('UpdateMembershipKey', $query$
    WITH raised AS (
        UPDATE OrleansMembershipVersionTable AS v SET Version = v.Version + 1, Timestamp = now()
        WHERE v.DeploymentId = @DeploymentId AND v.Version = @Version AND EXISTS (
            SELECT FROM OrleansMembershipTable AS m
            WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address AND m.Port = @Port
                AND m.Generation = @Generation)
        RETURNING v.DeploymentId),
    changed AS (
        UPDATE OrleansMembershipTable AS m
        SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
        FROM raised
        WHERE m.DeploymentId = raised.DeploymentId AND m.Address = @Address AND m.Port = @Port
            AND m.Generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed
$query$),
('UpdateIAmAlivetimeKey', $query$
    UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$query$),
-- Both reads answer one row with the version and empty columns where there is no member.
('MembershipReadRowKey', $query$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort,
        m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
    FROM OrleansMembershipVersionTable AS v LEFT JOIN OrleansMembershipTable AS m
        ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
    WHERE v.DeploymentId = @DeploymentId
$query$),
('MembershipReadAllKey', $query$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort,
        m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
    FROM OrleansMembershipVersionTable AS v LEFT JOIN OrleansMembershipTable AS m USING (DeploymentId)
    WHERE v.DeploymentId = @DeploymentId
$query$),
('GatewaysQueryKey', $query$
    SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$query$),
-- 3 is an active silo: a row that is silent, but not declared dead, is membership's business.
('CleanupDefunctSiloEntriesKey', $query$
    DELETE FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$query$),
('DeleteMembershipTableEntriesKey', $query$
    DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
$query$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

-- Grain storage -------------------------------------------------------------------------------------------------------
-- A grain's key may be longer than an index takes (a document's id has up to 512 code points before it is encoded), so
-- the index holds its SHA-256; the key itself has no limit.

CREATE OR REPLACE FUNCTION OrleansKeyDigest(GrainIdExtensionString text) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- convert_to is only called stable because an encoding may be redefined; this database's is not.
    AS $$ SELECT sha256(convert_to(coalesce('+' || GrainIdExtensionString, '-'), 'UTF8')) $$;

-- A new row begins at a version that no earlier row of the grain had: a writer who remembers a version from before a
-- delete is stale, not lucky. Versions are integers that only grow by one a write, so half the range is left to them.
CREATE SEQUENCE IF NOT EXISTS OrleansStorageVersion AS integer MINVALUE 1 MAXVALUE 1073741823 CYCLE;

CREATE TABLE IF NOT EXISTS OrleansStorage (
    GrainIdHash integer NOT NULL,
    GrainIdN0 bigint NOT NULL,
    GrainIdN1 bigint NOT NULL,
    GrainTypeHash integer NOT NULL,
    GrainTypeString text COLLATE "C" NOT NULL,
    GrainIdExtensionString text COLLATE "C",
    ServiceId text COLLATE "C" NOT NULL,
    PayloadBinary bytea,
    ModifiedOn timestamptz NOT NULL,
    Version integer NOT NULL)
    WITH (fillfactor = 80);

CREATE UNIQUE INDEX IF NOT EXISTS OrleansStorage_Key ON OrleansStorage (
    GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, OrleansKeyDigest(GrainIdExtensionString), ServiceId,
    GrainTypeString);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
    SELECT PayloadBinary, ModifiedOn, Version FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainTypeHash = @GrainTypeHash
        AND OrleansKeyDigest(GrainIdExtensionString) = OrleansKeyDigest(@GrainIdExtensionString)
        AND ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
$query$),
-- No row in the answer means: the version was stale. A writer without a version has seen no row, so there must be none.
('WriteToStorageKey', $query$
    WITH changed AS (
        UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = now(), Version = Version + 1
        WHERE GrainIdHash = @GrainIdHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
            AND GrainTypeHash = @GrainTypeHash
            AND OrleansKeyDigest(GrainIdExtensionString) = OrleansKeyDigest(@GrainIdExtensionString)
            AND ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND Version = @GrainStateVersion
        RETURNING Version),
    made AS (
        INSERT INTO OrleansStorage (
            GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
            PayloadBinary, ModifiedOn, Version)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString,
            @ServiceId, @PayloadBinary, now(), nextval('OrleansStorageVersion')::integer
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING RETURNING Version)
    SELECT Version AS NewGrainStateVersion FROM changed UNION ALL SELECT Version FROM made
$query$),
('ClearStorageKey', $query$
    UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = now(), Version = Version + 1
    WHERE GrainIdHash = @GrainIdHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainTypeHash = @GrainTypeHash
        AND OrleansKeyDigest(GrainIdExtensionString) = OrleansKeyDigest(@GrainIdExtensionString)
        AND ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion
$query$),
('DeleteStorageKey', $query$
    DELETE FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainTypeHash = @GrainTypeHash
        AND OrleansKeyDigest(GrainIdExtensionString) = OrleansKeyDigest(@GrainIdExtensionString)
        AND ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion
$query$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO rag_schema (version, name) VALUES (1, '001-orleans') ON CONFLICT DO NOTHING;
