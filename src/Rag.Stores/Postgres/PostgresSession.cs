using Npgsql;
using NpgsqlTypes;

namespace Rag.Stores.Postgres;

/// <summary>
/// A connection while <see cref="PostgresDatabase"/> lends it. Statements name their parameters <c>$1</c>, <c>$2</c>,
/// …; every text of SQL is made of constants of this product, values are always bound.
/// </summary>
/// <param name="connection">The open connection.</param>
/// <param name="cancellationToken">Cancels every statement.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    /// <summary>The connection itself.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>Cancels the work.</summary>
    public CancellationToken Token => cancellationToken;

    /// <summary>Runs a statement; answers how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Bind(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row; <see langword="null"/> without a row or for NULL.</summary>
    public async Task<object?> ReadValueAsync(string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Bind(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    /// <summary>Every row of a query.</summary>
    /// <param name="read">Makes a result of the reader's current row.</param>
    /// <param name="sql">The query.</param>
    /// <param name="values">Its parameters.</param>
    public async Task<List<T>> ReadAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Bind(sql, values);
        return await ReadAsync(command, read);
    }

    /// <summary>The same for a query that every question asks: each connection plans it once. Planning takes longer
    /// than looking up a few rows.</summary>
    public async Task<List<T>> ReadPreparedAsync<T>(
        Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Bind(sql, values);
        await command.PrepareAsync(cancellationToken);
        return await ReadAsync(command, read);
    }

    private async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Adds a statement to a batch, which goes to the server in one piece.</summary>
    public static void Add(NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (object? value in values) command.Parameters.Add(ParameterOf(value));
        batch.BatchCommands.Add(command);
    }

    private NpgsqlCommand Bind(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object? value in values) command.Parameters.Add(ParameterOf(value));
        return command;
    }

    private static NpgsqlParameter ParameterOf(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        string text => new NpgsqlParameter { Value = PostgresText.Encode(text), NpgsqlDbType = NpgsqlDbType.Text },
        string[] texts => new NpgsqlParameter { Value = Array.ConvertAll(texts, PostgresText.Encode) },
        _ => new NpgsqlParameter { Value = value },
    };
}
