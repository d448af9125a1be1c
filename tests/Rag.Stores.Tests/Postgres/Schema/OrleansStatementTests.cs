using System.Data;
using Npgsql;

namespace Rag.Stores.Tests.Postgres.Schema;

/// <summary>
/// The statements that Orleans' ADO.NET providers read from the database, bound and read as the providers do it. The
/// providers themselves run on them in the cluster tests of the package build.
/// </summary>
public sealed class OrleansStatementTests : IAsyncLifetime
{
    private readonly PostgresStores _stores = new();
    private NpgsqlConnection _connection = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _stores.Schema.EnsureAsync(Token);
        _connection = new NpgsqlConnection(_stores.ConnectionString);
        await _connection.OpenAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _stores.Dispose();
    }

    [Fact]
    public void A_version_row_is_made_once()
    {
        Assert.Equal(true, Scalar("InsertMembershipVersionKey", ("DeploymentId", "c")));
        Assert.Equal(false, Scalar("InsertMembershipVersionKey", ("DeploymentId", "c")));

        using DataTable all = Rows("MembershipReadAllKey", ("DeploymentId", "c"));
        DataRow row = Assert.Single(all.Rows.Cast<DataRow>());
        Assert.Equal(0, row["Version"]);
        Assert.Equal(DBNull.Value, row["StartTime"]);
    }

    [Fact]
    public void A_silo_joins_against_the_latest_version_only()
    {
        Scalar("InsertMembershipVersionKey", ("DeploymentId", "c"));

        Assert.Equal(true, Join("c", port: 1, version: 0));
        Assert.Equal(false, Join("c", port: 2, version: 0));
        Assert.Equal(false, Join("c", port: 1, version: 1));
        Assert.Equal(true, Join("c", port: 2, version: 1));

        using DataTable all = Rows("MembershipReadAllKey", ("DeploymentId", "c"));
        Assert.Equal(2, all.Rows.Count);
        Assert.Equal([2, 2], all.Rows.Cast<DataRow>().Select(row => (int)row["Version"]));
    }

    [Fact]
    public void A_member_changes_against_the_latest_version_only()
    {
        Scalar("InsertMembershipVersionKey", ("DeploymentId", "c"));
        Join("c", port: 1, version: 0);

        Assert.Equal(false, Change("c", port: 1, version: 0, status: 6, "x"));
        Assert.Equal(false, Change("c", port: 9, version: 1, status: 6, "x"));
        Assert.Equal(true, Change("c", port: 1, version: 1, status: 6, "S1,2026-01-01"));

        using DataTable member = Rows(
            "MembershipReadRowKey", ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", 1), ("Generation", 7));
        DataRow row = Assert.Single(member.Rows.Cast<DataRow>());
        Assert.Equal(
            (6, "S1,2026-01-01", 2, "silo", "host", 30_000),
            (row["Status"], row["SuspectTimes"], row["Version"], row["SiloName"], row["HostName"], row["ProxyPort"]));
    }

    [Fact]
    public async Task Of_ten_changes_at_once_exactly_one_wins()
    {
        Scalar("InsertMembershipVersionKey", ("DeploymentId", "c"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_stores.ConnectionString);

        object?[] won = await Task.WhenAll(Enumerable.Range(1, 10).Select(async port =>
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(Token);
            return Command(connection, "InsertMembershipKey", Member("c", port, 0)).ExecuteScalar();
        }));

        Assert.Single(won, true);
    }

    [Fact]
    public void Gateways_are_active_silos_with_a_proxy_port()
    {
        Scalar("InsertMembershipVersionKey", ("DeploymentId", "c"));
        Join("c", port: 1, version: 0);
        Join("c", port: 2, version: 1);
        Change("c", port: 2, version: 2, status: 6, null);

        using DataTable gateways = Rows("GatewaysQueryKey", ("DeploymentId", "c"), ("Status", 3));

        DataRow row = Assert.Single(gateways.Rows.Cast<DataRow>());
        Assert.Equal(("127.0.0.1", 30_000, 7), (row["Address"], row["ProxyPort"], row["Generation"]));
    }

    [Fact]
    public void Defunct_silos_are_cleared_and_active_or_living_ones_stay()
    {
        Scalar("InsertMembershipVersionKey", ("DeploymentId", "c"));
        for (int port = 1; port <= 3; port++) Join("c", port, version: port - 1);
        Change("c", port: 1, version: 3, status: 6, null);
        Change("c", port: 2, version: 4, status: 6, null);
        Scalar(
            "UpdateIAmAlivetimeKey", ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", 2), ("Generation", 7),
            ("IAmAliveTime", new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc)));

        Scalar(
            "CleanupDefunctSiloEntriesKey", ("DeploymentId", "c"),
            ("IAmAliveTime", new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc)));

        using DataTable all = Rows("MembershipReadAllKey", ("DeploymentId", "c"));
        Assert.Equal([2, 3], all.Rows.Cast<DataRow>().Select(row => (int)row["Port"]).Order());
        Scalar("DeleteMembershipTableEntriesKey", ("DeploymentId", "c"));
        using DataTable none = Rows("MembershipReadAllKey", ("DeploymentId", "c"));
        Assert.Empty(none.Rows);
    }

    [Fact]
    public void A_state_is_written_against_the_version_that_was_read()
    {
        Assert.Empty(Read("k").Rows);
        int first = Assert.IsType<int>(Write("k", [1], version: null));
        Assert.Null(Write("k", [2], version: null));
        Assert.Equal(first + 1, Write("k", [2], first));
        Assert.Null(Write("k", [3], first));

        DataRow row = Assert.Single(Read("k").Rows.Cast<DataRow>());
        Assert.Equal([2], (byte[])row["PayloadBinary"]);
        Assert.Equal(first + 1, row["Version"]);
    }

    [Fact]
    public void A_cleared_state_keeps_its_version()
    {
        int version = (int)Write("k", [1], version: null)!;

        Assert.Null(Scalar("ClearStorageKey", [.. Grain("k"), ("GrainStateVersion", version + 5)]));
        Assert.Equal(version + 1, Scalar("ClearStorageKey", [.. Grain("k"), ("GrainStateVersion", version)]));

        Assert.Equal(DBNull.Value, Assert.Single(Read("k").Rows.Cast<DataRow>())["PayloadBinary"]);
        Assert.Null(Write("k", [2], version: null));
        Assert.Equal(version + 2, Write("k", [2], version + 1));
    }

    [Fact]
    public void A_deleted_state_never_comes_back_under_its_old_version()
    {
        int version = (int)Write("k", [1], version: null)!;
        Assert.Equal(version + 1, Scalar("DeleteStorageKey", [.. Grain("k"), ("GrainStateVersion", version)]));

        int again = (int)Write("k", [2], version: null)!;

        Assert.NotEqual(version, again);
        Assert.Null(Write("k", [3], version));
    }

    [Fact]
    public void Keys_may_be_longer_than_an_index_takes_and_null_is_not_empty()
    {
        string longKey = new('界', 6_000);

        Assert.NotNull(Write(longKey, [1], version: null));
        Assert.NotNull(Write(longKey + "x", [2], version: null));
        Assert.NotNull(Write("", [3], version: null));
        Assert.NotNull(Write(null, [4], version: null));

        Assert.Equal([1], (byte[])Assert.Single(Read(longKey).Rows.Cast<DataRow>())["PayloadBinary"]);
        Assert.Equal([4], (byte[])Assert.Single(Read(null).Rows.Cast<DataRow>())["PayloadBinary"]);
    }

    private static (string Name, object? Value)[] Member(string cluster, int port, int version) =>
    [
        ("DeploymentId", cluster), ("IAmAliveTime", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
        ("SiloName", "silo"), ("HostName", "host"), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 7),
        ("StartTime", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)), ("Status", 3), ("ProxyPort", 30_000),
        ("Version", version),
    ];

    private static (string Name, object? Value)[] Grain(string? key) =>
    [
        ("GrainIdHash", 11), ("GrainIdN0", 0L), ("GrainIdN1", 0L), ("GrainTypeHash", 22), ("GrainTypeString", "type"),
        ("GrainIdExtensionString", key), ("ServiceId", "rag"),
    ];

    private object? Join(string cluster, int port, int version) =>
        Scalar("InsertMembershipKey", Member(cluster, port, version));

    private object? Change(string cluster, int port, int version, int status, string? suspects) => Scalar(
        "UpdateMembershipKey", ("DeploymentId", cluster), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 7),
        ("IAmAliveTime", new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)), ("Status", status),
        ("SuspectTimes", suspects), ("Version", version));

    private object? Write(string? key, byte[] payload, int? version) => Scalar(
        "WriteToStorageKey", [.. Grain(key), ("GrainStateVersion", version), ("PayloadBinary", payload)]);

    private DataTable Read(string? key) => Rows("ReadFromStorageKey", Grain(key));

    private object? Scalar(string key, params (string Name, object? Value)[] parameters) =>
        Command(_connection, key, parameters).ExecuteScalar();

    private DataTable Rows(string key, params (string Name, object? Value)[] parameters)
    {
        var table = new DataTable();
        using NpgsqlDataReader reader = Command(_connection, key, parameters).ExecuteReader();
        table.Load(reader);
        return table;
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection, string key, (string Name, object? Value)[] parameters)
    {
        using var read = new NpgsqlCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = $1", connection)
        {
            Parameters = { new() { Value = key } },
        };
        var command = new NpgsqlCommand((string)read.ExecuteScalar()!, connection);
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                ParameterName = name,
                Value = value ?? DBNull.Value,
                // A type is always given, for a null too.
                DbType = name switch
                {
                    "GrainStateVersion" => DbType.Int32,
                    _ => value switch
                    {
                        int => DbType.Int32, long => DbType.Int64, DateTime => DbType.DateTime, byte[] => DbType.Binary,
                        _ => DbType.String,
                    },
                },
            });
        }

        return command;
    }
}
