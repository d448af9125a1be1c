using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rag.Stores.Embedded.Sqlite;

/// <summary>
/// A connection with its prepared statements, used by one thread at a time. Statements name their parameters
/// <c>?1</c>, <c>?2</c>, …; every text of SQL is a constant of this product, values are always bound.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    /// <summary>Opens a database file.</summary>
    public SqliteSession(string path, bool readOnly)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        _connection = new SqliteConnection(settings.ConnectionString);
        _connection.Open();
    }

    /// <summary>The version of the library, for instance <c>3.46.1</c>.</summary>
    public string EngineVersion => _connection.ServerVersion;

    /// <summary>Whether a transaction is open: SQLite ends it by itself after some failures.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Runs a statement; answers how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query; dispose the reader before the same statement is used again.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    /// <summary>The first column of the first row as an integer; <see langword="null"/> without a row or for
    /// NULL.</summary>
    public long? QueryInteger(string sql, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteScalar() as long?;

    /// <summary>Ends a transaction that has only read; <see langword="false"/> if that fails.</summary>
    public bool TryEnd()
    {
        try
        {
            Execute("COMMIT");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? statement))
        {
            statement = _connection.CreateCommand();
            statement.CommandText = sql;
            for (int i = 1; i <= values.Length; i++) statement.Parameters.Add(new SqliteParameter($"?{i}", null));
            _statements.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++) statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        return statement;
    }
}
